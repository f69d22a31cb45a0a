package org.diptych.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What belongs to nothing, on a real PostgreSQL. */
class UnattachedOnPostgresTest extends UnattachedContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void startPostgres() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopPostgres() throws Exception {
    postgres.close();
  }

  @Override
  JournalDatabase open() throws Exception {
    String name = "journal" + NUMBER.incrementAndGet();
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute("create database " + name);
    }
    return JournalDatabase.open(
        postgres.getJdbcUrl("postgres", name), "postgres", "postgres", 10, "engine");
  }
}
