package org.diptych.hl7;

/** Message error condition codes, HL7 table 0357. */
public enum ErrorCode {
  SEGMENT_SEQUENCE("100", "Segment sequence error"),
  REQUIRED_FIELD("101", "Required field missing"),
  DATA_TYPE("102", "Data type error"),
  TABLE_VALUE("103", "Table value not found"),
  UNSUPPORTED_TYPE("200", "Unsupported message type"),
  UNSUPPORTED_EVENT("201", "Unsupported event code"),
  UNSUPPORTED_VERSION("203", "Unsupported version id"),
  INTERNAL("207", "Application internal error");

  private final String code;
  private final String meaning;

  ErrorCode(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The wire value. */
  public String code() {
    return code;
  }

  /** The table's description. */
  public String meaning() {
    return meaning;
  }
}
