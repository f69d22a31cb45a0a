package org.diptych.journal;

import java.time.Instant;

/** Thrown by work that was not begun: it is due again exactly then, and nothing has failed. */
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Instant due;

  public NotYet(Instant due) {
    super("not before " + due, null, false, false);
    this.due = due;
  }

  public Instant due() {
    return due;
  }
}
