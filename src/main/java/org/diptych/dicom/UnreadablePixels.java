package org.diptych.dicom;

/** The pixels of an object cannot be shown; says why, without patient data. */
public final class UnreadablePixels extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadablePixels(String reason) {
    super(reason);
  }

  UnreadablePixels(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The reason as a sentence. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
