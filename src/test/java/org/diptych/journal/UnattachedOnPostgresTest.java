package org.diptych.journal;

/** What belongs to nothing, on a real PostgreSQL. */
class UnattachedOnPostgresTest extends UnattachedContract {
  @Override
  JournalDatabase open() throws Exception {
    return JournalDatabases.postgres();
  }
}
