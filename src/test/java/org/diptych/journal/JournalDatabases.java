package org.diptych.journal;

import org.diptych.PostgresServer;

/** Databases for tests of the journal. */
final class JournalDatabases {
  private JournalDatabases() {}

  /** A new one on a real PostgreSQL. */
  static JournalDatabase postgres() throws Exception {
    String url = PostgresServer.get().getJdbcUrl("postgres", PostgresServer.newDatabase());
    return JournalDatabase.open(url, "postgres", "postgres", 10, "engine");
  }
}
