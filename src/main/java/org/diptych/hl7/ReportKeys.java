package org.diptych.hl7;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.diptych.study.ReportKey;

/** Builds report keys. */
final class ReportKeys {
  private static final int LONGEST = 255;

  private ReportKeys() {}

  /** Sender, order number and procedure code; what is too long is named by its digest. */
  static ReportKey of(String sender, String order, String procedure) {
    String value = sender + "|" + order + "|" + procedure;
    return new ReportKey(value.length() <= LONGEST ? value : digest(value));
  }

  private static String digest(String value) {
    try {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
