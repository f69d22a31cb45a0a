package org.diptych.journal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One caller's work in a group, and what became of it. */
final class GroupMember<T> {
  private final Work<T> work;
  private final Thread caller = Thread.currentThread();
  private int attempts;
  private @Nullable Outcome<T> attempt;
  private volatile @Nullable Outcome<T> outcome;

  GroupMember(Work<T> work) {
    this.work = work;
  }

  /** Runs the work; its value counts only once the group is committed. */
  void run(Transaction transaction) {
    attempt = null;
    attempts++;
    attempt = new Outcome<>(work.in(transaction), null);
  }

  void succeed() {
    outcome = attempt;
    wake();
  }

  void fail(Throwable cause) {
    outcome = new Outcome<>(null, cause);
    wake();
  }

  boolean mayRunAgain() {
    return attempts < Journal.ATTEMPTS;
  }

  boolean isDone() {
    return outcome != null;
  }

  void await() {
    if (outcome == null) {
      LockSupport.park(this);
    }
  }

  void wake() {
    LockSupport.unpark(caller);
  }

  /** The value of the work, or its failure thrown. */
  @SuppressWarnings("NullAway") // a work may answer null where its type allows it
  T outcome() {
    Outcome<T> end = outcome;
    if (end == null) {
      throw new IllegalStateException("the work has not ended");
    }
    if (end.failure() instanceof RuntimeException failure) {
      throw failure;
    }
    if (end.failure() instanceof Error failure) {
      throw failure;
    }
    return end.value();
  }

  private record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {}
}
