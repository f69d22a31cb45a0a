package org.diptych.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * The way into the journal: everything happens in a transaction that is durable when it returns.
 */
public final class Journal {
  /** How often work runs again after a conflict before its caller is told to come back later. */
  static final int ATTEMPTS = 6;

  private final JournalDatabase database;
  private final Clock clock;
  private final RandomGenerator random;
  private final WorkSignals signals = new WorkSignals();
  private final Rush rush;
  private final GroupCommit group;

  public Journal(JournalDatabase database, Clock clock) {
    this(database, clock, new Random());
  }

  /**
   * @param random spreads what failed together; used by many threads
   */
  public Journal(JournalDatabase database, Clock clock, RandomGenerator random) {
    this(database, clock, random, new Rush(System::nanoTime));
  }

  Journal(JournalDatabase database, Clock clock, RandomGenerator random, Rush rush) {
    this.database = database;
    this.clock = clock;
    this.random = random;
    this.rush = rush;
    this.group = new GroupCommit(this, rush);
  }

  /** Runs the work in a transaction of its own. */
  public <T> T transact(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !SqlFailure.isConflict(e)) {
          throw unavailable(e);
        }
        pause(attempt);
      }
    }
  }

  /**
   * Runs the work in a transaction that may be shared with other callers, so that many senders pay
   * for one commit. Work that fails is rolled back alone.
   */
  public <T> T transactTogether(Work<T> work) {
    return group.run(work);
  }

  /** Work of the journal, in the order of its urgency, for as long as it is started. */
  public EntryWorkers workers(WorkOrder order, EntryWork work) {
    return new EntryWorkers(this, order, work);
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Transaction transaction = new Transaction(connection, database, clock);
      T value;
      try {
        value = work.in(transaction);
        database.commit(connection, transaction.wrote());
      } catch (RuntimeException | Error e) {
        rollBack(connection);
        Optional<SQLException> error = SqlFailure.in(e);
        if (error.isPresent()) {
          throw error.get();
        }
        throw e;
      } finally {
        release(connection);
      }
      signals.fire(transaction.madeWork());
      return value;
    }
  }

  static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone; so is what it had not committed.
    }
  }

  static void release(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The pool finds out when it takes the connection back.
    }
  }

  static JournalUnavailable unavailable(SQLException e) {
    return new JournalUnavailable("the database did not take it", Redacted.of(e));
  }

  /** A moment, longer with each attempt and never the same for two that collided. */
  static void pause(int attempt) {
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, 10L << attempt)));
  }

  JournalDatabase database() {
    return database;
  }

  Clock clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  Rush rush() {
    return rush;
  }

  WorkSignals signals() {
    return signals;
  }
}
