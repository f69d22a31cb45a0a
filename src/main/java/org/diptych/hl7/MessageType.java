package org.diptych.hl7;

import java.util.Arrays;
import java.util.Optional;

/** The message types that are taken, MSH-9.1 and MSH-9.2; every other is rejected. */
public enum MessageType {
  /** Unsolicited observation: the report. */
  ORU_R01("ORU", "R01");

  private final String code;
  private final String event;

  MessageType(String code, String event) {
    this.code = code;
    this.event = event;
  }

  /** The wire form without structure, {@code ORU^R01}. */
  public String wireName() {
    return code + "^" + event;
  }

  static Optional<MessageType> of(String code, String event) {
    return Arrays.stream(values())
        .filter(type -> type.code.equals(code) && type.event.equals(event))
        .findFirst();
  }

  static boolean anyWith(String code) {
    return Arrays.stream(values()).anyMatch(type -> type.code.equals(code));
  }
}
