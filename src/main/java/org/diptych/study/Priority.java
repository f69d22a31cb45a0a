package org.diptych.study;

/** How soon a case is wanted; STAT goes ahead of routine everywhere. */
public enum Priority {
  STAT(100),
  URGENT(50),
  ROUTINE(0);

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /** Larger goes first. */
  public int rank() {
    return rank;
  }
}
