package org.diptych.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Messages that tests are about; every one is made up here. */
public final class Samples {
  private Samples() {}

  /** A report in UTF-8, segments given one by one after a usual MSH. */
  public static byte[] oru(String... segments) {
    return bytes(StandardCharsets.UTF_8, msh("2.5.1", "UNICODE UTF-8"), segments);
  }

  /** MSH of a version and charset. */
  public static String msh(String version, String charset) {
    return "MSH|^~\\&|RIS|CLINIC|DIPTYCH|HOUSE|20260102030405||ORU^R01|MSG-1|P|"
        + version
        + "||||||"
        + charset;
  }

  /** A message of segments in a charset, each ended by CR. */
  public static byte[] bytes(Charset charset, String msh, String... segments) {
    return (msh + "\r" + String.join("\r", segments) + "\r").getBytes(charset);
  }

  /** A short complete report. */
  public static byte[] chestReport() {
    return oru(
        "PID|1||4711^^^CLINIC^MR||Canary^Maria^^^^^L||19610304|F",
        "ORC|RE|P-1^RIS|F-1^RIS",
        "OBR|1|P-1^RIS|F-1^RIS|36643-5^XR Chest 2 Views^LN|||20260102020000|||||||||||ACC-1|||||||F",
        "OBX|1|TX|18748-4^Diagnostic imaging study^LN||Heart normal.~No effusion.||||||F",
        "ZDS|1.2.826.0.1.3680043.10.1^^Application^DICOM");
  }
}
