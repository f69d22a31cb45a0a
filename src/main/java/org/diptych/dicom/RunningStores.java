package org.diptych.dicom;

import java.time.Duration;

/** Counts the C-STOREs under way, so that a stop can let them finish. */
final class RunningStores {
  private int running;
  private boolean stopping;

  /** False when no new store may begin. */
  synchronized boolean begin() {
    if (stopping) {
      return false;
    }
    running++;
    return true;
  }

  synchronized void end() {
    running--;
    notifyAll();
  }

  /** Lets none begin any more and waits for those that run; false when the patience ran out. */
  synchronized boolean finish(Duration patience) throws InterruptedException {
    stopping = true;
    long deadline = System.nanoTime() + patience.toNanos();
    while (running > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
