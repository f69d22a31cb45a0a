package org.diptych.study;

/**
 * The identity of a report across its versions: filler order number and universal service
 * identifier with the sender that issued them, else the message's own identity.
 */
public record ReportKey(String value) {
  public ReportKey {
    if (value.isBlank() || value.length() > 255) {
      throw new IllegalArgumentException("a report key has 1 to 255 characters");
    }
  }

  /** Redacted: a filler order number leads to a patient. */
  @Override
  public String toString() {
    return "ReportKey[redacted]";
  }
}
