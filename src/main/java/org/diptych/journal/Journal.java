package org.diptych.journal;

/**
 * The way into the journal: everything happens in a transaction that is durable when it returns.
 */
public final class Journal {
  /** Runs the work in a transaction of its own. */
  public <T> T transact(Work<T> work) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs the work in a transaction that may be shared with other callers, so that many senders pay
   * for one commit. Work that fails is rolled back alone.
   */
  public <T> T transactTogether(Work<T> work) {
    throw new UnsupportedOperationException();
  }
}
