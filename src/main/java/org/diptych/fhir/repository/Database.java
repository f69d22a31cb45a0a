package org.diptych.fhir.repository;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Reads and writes in transactions, one writer at a time, and says "busy" rather than fail. */
final class Database {
  /** What is done with an open connection; may be done again from the start. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private static final Logger LOG = Logger.getLogger(Database.class);
  private static final int ATTEMPTS = 5;
  private static final long WRITER_WAITS_SECONDS = 30;

  /**
   * Serialisation failure, deadlock, and H2's lock timeout: the same work succeeds when repeated.
   */
  private static final Set<String> WORTH_REPEATING = Set.of("40001", "40P01", "HYT00");

  private final DataSource source;

  /**
   * Writers of this process queue here and not on a connection each; others meet at the clock row.
   */
  private final ReentrantLock oneWriter = new ReentrantLock(true);

  Database(DataSource source) {
    this.source = source;
  }

  <T> T read(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.in(connection);
    } catch (SQLException failure) {
      throw answerTo(failure);
    }
  }

  <T> T write(Work<T> work) {
    waitForTurn();
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return transaction(work);
        } catch (SQLException failure) {
          if (attempt == ATTEMPTS
              || !WORTH_REPEATING.contains(String.valueOf(failure.getSQLState()))) {
            throw answerTo(failure);
          }
        }
      }
    } finally {
      oneWriter.unlock();
    }
  }

  private void waitForTurn() {
    try {
      if (!oneWriter.tryLock(WRITER_WAITS_SECONDS, TimeUnit.SECONDS)) {
        throw Refusal.busy();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Refusal.busy();
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        T result = work.in(connection);
        connection.commit();
        committed = true;
        sync(connection);
        return result;
      } finally {
        if (!committed) {
          connection.rollback();
        }
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  /**
   * PostgreSQL syncs its log with each commit; the embedded database has only written the commit,
   * which a loss of power could still take, until it is asked to sync.
   */
  private static void sync(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
    }
  }

  /** The texts of drivers quote values, so only the codes are told. */
  private static RuntimeException answerTo(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    LOG.warnf(
        "FHIR repository: the database refused, SQLSTATE %s code %d",
        state, failure.getErrorCode());
    if (state.startsWith("22")) {
      return Refusal.unprocessable("A value can not be stored or searched for in this database.");
    }
    boolean mayPass =
        failure instanceof SQLTransientException
            || failure instanceof SQLRecoverableException
            || failure instanceof SQLNonTransientConnectionException
            || state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57")
            || state.startsWith("90")
            || WORTH_REPEATING.contains(state);
    return mayPass ? Refusal.busy() : Refusal.unexpected();
  }
}
