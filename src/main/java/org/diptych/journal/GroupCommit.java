package org.diptych.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Many callers, one commit: while one of them commits, the others queue, and the next one commits
 * for all of them. One group at a time, so two groups never wait for each other's rows.
 */
final class GroupCommit {
  private static final int LARGEST = 256;

  private final Journal journal;
  private final Rush rush;
  private final Queue<GroupMember<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lead = new ReentrantLock();

  GroupCommit(Journal journal, Rush rush) {
    this.journal = journal;
    this.rush = rush;
  }

  <T> T run(Work<T> work) {
    GroupMember<T> member = new GroupMember<>(work);
    waiting.add(member);
    boolean interrupted = false;
    while (!member.isDone()) {
      if (lead.tryLock()) {
        try {
          commitWaiting();
        } finally {
          lead.unlock();
        }
        wakeNext();
      } else {
        member.await();
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return member.outcome();
  }

  /** Who came while the group committed found the lead taken and must be told that it is free. */
  private void wakeNext() {
    GroupMember<?> next = waiting.peek();
    if (next != null) {
      next.wake();
    }
  }

  private void commitWaiting() {
    List<GroupMember<?>> group = new ArrayList<>();
    for (GroupMember<?> next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
      if (group.size() == LARGEST) {
        break;
      }
    }
    if (!group.isEmpty()) {
      rush.commits(group.size());
      commit(group);
    }
  }

  private void commit(List<GroupMember<?>> group) {
    List<GroupMember<?>> done = new ArrayList<>();
    Set<String> made = new HashSet<>();
    try (Connection connection = journal.database().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try {
        for (GroupMember<?> member : group) {
          Transaction transaction =
              new Transaction(connection, journal.database(), journal.clock());
          if (ran(member, transaction, connection)) {
            made.addAll(transaction.madeWork());
            done.add(member);
          }
        }
        journal.database().commit(connection, true);
      } catch (SQLException e) {
        Journal.rollBack(connection);
        throw e;
      } finally {
        Journal.release(connection);
      }
    } catch (SQLException e) {
      group.forEach(member -> again(member, e));
      return;
    } catch (RuntimeException | Error e) {
      group.forEach(member -> member.fail(e));
      return;
    }
    done.forEach(GroupMember::succeed);
    journal.signals().fire(made);
  }

  /** Runs one member's work; what fails is undone back to where the member began. */
  private boolean ran(GroupMember<?> member, Transaction transaction, Connection connection)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      member.run(transaction);
      connection.releaseSavepoint(before);
      return true;
    } catch (RuntimeException | Error e) {
      Optional<SQLException> error = SqlFailure.in(e);
      if (error.isPresent() && endsTransaction(error.get())) {
        throw error.get();
      }
      connection.rollback(before);
      if (error.isPresent()) {
        again(member, error.get());
      } else {
        member.fail(e);
      }
      return false;
    }
  }

  /** After a deadlock the embedded database has rolled back more than the statement. */
  private static boolean endsTransaction(SQLException error) {
    String state = error.getSQLState();
    return state == null || state.equals("40001") || state.startsWith("08");
  }

  private void again(GroupMember<?> member, SQLException error) {
    if (member.isDone()) {
      return;
    }
    if (SqlFailure.isConflict(error) && member.mayRunAgain()) {
      waiting.add(member);
      member.wake();
    } else {
      member.fail(Journal.unavailable(error));
    }
  }
}
