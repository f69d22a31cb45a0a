package org.diptych.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The claim on an engine's name. Who holds it knows that no other engine of that name lives, so the
 * work that a killed predecessor had begun is released at once instead of after missed heartbeats.
 */
final class EngineClaim implements AutoCloseable {
  private static final String RELEASE =
      "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
          + " version = version + 1, consecutive_failures = coalesce(consecutive_failures, 0) + 1"
          + " where picked = true";

  private final @Nullable Connection session;

  private EngineClaim(@Nullable Connection session) {
    this.session = session;
  }

  /**
   * Releases the work of a predecessor. The file lock of an embedded database is the claim; on
   * PostgreSQL it is an advisory lock that ends with its session. Beginning without end counts as a
   * failed attempt, so that work which kills the engine is set aside in the end.
   */
  static EngineClaim of(DataSource source, boolean embedded, String engine) throws SQLException {
    if (embedded) {
      try (Connection connection = source.getConnection()) {
        new Sql(connection).update(RELEASE);
      }
      return new EngineClaim(null);
    }
    Connection session = source.getConnection();
    if (locked(session, engine)) {
      new Sql(session).update(RELEASE + " and picked_by = ?", engine);
    }
    return new EngineClaim(session);
  }

  private static boolean locked(Connection session, String engine) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement("select pg_try_advisory_lock(hashtext(?))")) {
      statement.setString(1, "diptych:" + engine);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  @Override
  public void close() {
    if (session == null) {
      return;
    }
    try (PreparedStatement statement =
        session.prepareStatement("select pg_advisory_unlock_all()")) {
      statement.execute();
      session.close();
    } catch (SQLException e) {
      // The session is gone, and the lock with it.
    }
  }
}
