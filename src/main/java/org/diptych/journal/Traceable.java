package org.diptych.journal;

/** A failure's stack without its message, which may hold patient data. */
final class Traceable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Traceable(Throwable failure) {
    super(failure.getClass().getName(), null, false, true);
    setStackTrace(failure.getStackTrace());
  }

  static Traceable of(Throwable failure) {
    return new Traceable(failure);
  }
}
