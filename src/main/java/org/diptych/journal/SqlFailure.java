package org.diptych.journal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What the database answered instead of doing its work; never leaves the journal. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Unique violation, serialization failure, deadlock, lock not available in time. */
  private static final Set<String> CONFLICTS =
      Set.of("23505", "40001", "40P01", "55P03", "HYT00", "90131");

  private final SQLException error;

  SqlFailure(SQLException error) {
    super(Redacted.of(error));
    this.error = error;
  }

  SQLException error() {
    return error;
  }

  /** Whether the same work may succeed when it runs again. */
  boolean isConflict() {
    return isConflict(error);
  }

  static boolean isConflict(SQLException error) {
    String state = error.getSQLState();
    return state != null && CONFLICTS.contains(state);
  }

  /** The database's error inside whatever a work threw. */
  static Optional<SQLException> in(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SqlFailure failure) {
        return Optional.of(failure.error);
      }
      if (cause instanceof SQLException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }
}
