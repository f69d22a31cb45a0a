package org.diptych.journal;

/** An open transaction: entries, registers, and the work that entries make, all or nothing. */
public final class Transaction {
  /** Appends an entry and, where its kind makes work, the work. Idempotent by kind and key. */
  public Receipt append(EntryDraft draft) {
    throw new UnsupportedOperationException();
  }

  public Entries entries() {
    throw new UnsupportedOperationException();
  }

  public Studies studies() {
    throw new UnsupportedOperationException();
  }

  public Reports reports() {
    throw new UnsupportedOperationException();
  }

  public Cases cases() {
    throw new UnsupportedOperationException();
  }
}
