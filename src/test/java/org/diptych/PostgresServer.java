package org.diptych;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** One PostgreSQL server for all tests of a run, and a new database in it for whoever asks. */
public final class PostgresServer {
  private static EmbeddedPostgres server;

  private PostgresServer() {}

  /** The server, which is started once. */
  public static synchronized EmbeddedPostgres get() throws IOException {
    if (server == null) {
      server = EmbeddedPostgres.start();
    }
    return server;
  }

  /** The name of a new, empty database. */
  public static String newDatabase() throws IOException, SQLException {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = get().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return name;
  }
}
