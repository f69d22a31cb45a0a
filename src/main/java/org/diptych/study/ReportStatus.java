package org.diptych.study;

import java.util.Arrays;
import java.util.Optional;

/** Result status of a report, OBR-25 (HL7 table 0123). */
public enum ReportStatus {
  ORDERED("O"),
  SCHEDULED("S"),
  IN_PROCESS("I"),
  PARTIAL("A"),
  PRELIMINARY("P"),
  REPORTED_UNVERIFIED("R"),
  FINAL("F"),
  CORRECTED("C"),
  CANCELLED("X"),
  NO_ORDER("Y"),
  NO_PATIENT("Z");

  private final String code;

  ReportStatus(String code) {
    this.code = code;
  }

  /** The wire value. */
  public String code() {
    return code;
  }

  /** The status of a wire value, empty when the table does not have it. */
  public static Optional<ReportStatus> parse(String code) {
    return Arrays.stream(values()).filter(status -> status.code.equals(code)).findFirst();
  }
}
