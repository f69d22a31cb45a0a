package org.diptych.journal;

/** The database or the object store did not take what was offered; nothing of it was kept. */
public final class JournalUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
