package org.diptych.study;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
    return new ReportKey(name.length() <= LONGEST ? name : digest(name));
  }

  private static String digest(String name) {
    try {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** Redacted: a filler order number leads to a patient. */
  @Override
  public String toString() {
    return "ReportKey[redacted]";
  }
}
