package org.diptych.study;

/**
 * The identity of a report across its versions: filler order number and universal service
 * identifier with the sender that issued them, else the message's own identity.
 */
public record ReportKey(String value) {
  private static final int LONGEST = 255;

  public ReportKey {
    if (value.isBlank() || value.length() > LONGEST) {
      throw new IllegalArgumentException("a report key has 1 to 255 characters");
    }
  }

  /** The key of a name; one that is too long is known by its digest. */
  public static ReportKey named(String name) {
    return new ReportKey(name.length() <= LONGEST ? name : Sha256.hex(name));
  }

  /** Redacted: a filler order number leads to a patient. */
  @Override
  public String toString() {
    return "ReportKey[redacted]";
  }
}
