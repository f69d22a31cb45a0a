package org.diptych.journal;

/** The registers of orders, patients and choices on a real PostgreSQL. */
class RetentionOnPostgresTest extends RetentionContract {
  @Override
  JournalDatabase open() throws Exception {
    return JournalDatabases.postgres();
  }
}
