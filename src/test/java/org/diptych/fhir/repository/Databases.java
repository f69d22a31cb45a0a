package org.diptych.fhir.repository;

import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.diptych.PostgresServer;
import org.h2.jdbcx.JdbcConnectionPool;

/** Real databases for the tests: H2 in memory or in a file, and PostgreSQL. */
final class Databases {
  private Databases() {}

  static DataSource h2() {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    pool.setMaxConnections(32);
    return pool;
  }

  static DataSource h2(Path file) {
    return JdbcConnectionPool.create("jdbc:h2:file:" + file + ";WRITE_DELAY=0", "sa", "");
  }

  /** A new database in the one server that all tests of this run share. */
  static DataSource postgres() throws Exception {
    return PostgresServer.get().getDatabase("postgres", PostgresServer.newDatabase());
  }
}
