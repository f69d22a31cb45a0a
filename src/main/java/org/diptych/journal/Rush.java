package org.diptych.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Whether so many senders wait for their answers that work nobody waits for should stand back.
 * Standing back has an end: each piece of work waits at most {@link #LONGEST}, so that what piles
 * up in a rush without end is still done, slowly.
 */
final class Rush {
  /** Callers that a commit finds waiting together; a busy hospital has one or two. */
  static final int CROWD = 4;

  /** How long after such a commit the next is expected. */
  static final long LASTS = TimeUnit.MILLISECONDS.toNanos(50);

  /** How long one piece of work stands back at most. */
  static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(10);

  private final LongSupplier nanos;
  private volatile boolean seen;
  private volatile long last;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Rush(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A commit is made for so many callers at once. */
  void commits(int callers) {
    if (callers >= CROWD) {
      last = nanos.getAsLong();
      seen = true;
    }
  }

  boolean isOn() {
    return seen && nanos.getAsLong() - last < LASTS;
  }

  /** Returns when the rush is over, or has lasted for as long as work stands back. */
  void letPass() {
    long begun = nanos.getAsLong();
    while (isOn() && nanos.getAsLong() - begun < LONGEST) {
      LockSupport.parkNanos(this, GLANCE);
    }
  }
}
