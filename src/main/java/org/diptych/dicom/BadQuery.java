package org.diptych.dicom;

/** A query that cannot be run, and what is wrong with it; never repeats a value. */
public final class BadQuery extends Exception {
  private static final long serialVersionUID = 1L;
  private final String reason;

  BadQuery(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
