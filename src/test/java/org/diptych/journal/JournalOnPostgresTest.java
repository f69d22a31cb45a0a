package org.diptych.journal;

/** The journal's promises on a real PostgreSQL. */
class JournalOnPostgresTest extends JournalContract {
  @Override
  JournalDatabase open() throws Exception {
    return JournalDatabases.postgres();
  }
}
