package org.diptych.journal;

import java.sql.SQLException;

/** A database's error without its message, which may repeat values of rows. */
final class Redacted {
  private Redacted() {}

  static SQLException of(SQLException e) {
    SQLException redacted =
        new SQLException(
            "SQL state " + e.getSQLState() + ", vendor code " + e.getErrorCode(),
            e.getSQLState(),
            e.getErrorCode());
    redacted.setStackTrace(e.getStackTrace());
    return redacted;
  }
}
