package org.diptych.hl7;

/** Acknowledgement codes of original mode, MSA-1 (HL7 table 0008). */
public enum AckCode {
  ACCEPT("AA", "CA"),
  APPLICATION_ERROR("AE", "CE"),
  APPLICATION_REJECT("AR", "CR");

  private final String code;
  private final String commitCode;

  AckCode(String code, String commitCode) {
    this.code = code;
    this.commitCode = commitCode;
  }

  /** The wire value. */
  public String code() {
    return code;
  }

  /** The wire value of the accept acknowledgement in enhanced mode (section 2.9.3). */
  public String commitCode() {
    return commitCode;
  }

  /** The one place where a failure becomes an answer (HL7 2.5.1 section 2.9.2). */
  public static AckCode codeFor(FaultKind kind) {
    return switch (kind) {
      case CONTENT -> APPLICATION_ERROR;
      case UNSUPPORTED, BUSY, INTERNAL -> APPLICATION_REJECT;
    };
  }
}
