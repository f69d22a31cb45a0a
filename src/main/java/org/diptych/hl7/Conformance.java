package org.diptych.hl7;

import java.util.Optional;
import java.util.Set;

/**
 * What a header must say for its message to be read at all; the conformance page lists the same.
 */
public final class Conformance {
  /** MSH-12 values (HL7 table 0104) that are taken. */
  public static final Set<String> VERSIONS =
      Set.of(
          "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8",
          "2.8.1", "2.8.2");

  private static final Set<String> WITHOUT_EVENT = Set.of("2.1", "2.2");

  private Conformance() {}

  static Optional<Fault> check(MessageHeader header) {
    if (!VERSIONS.contains(header.version())) {
      return unsupported(ErrorCode.UNSUPPORTED_VERSION, 12, "This version of HL7 is not taken");
    }
    String code = header.component(9, 1);
    if (!MessageType.anyWith(code)) {
      return unsupported(ErrorCode.UNSUPPORTED_TYPE, 9, "This message type is not taken");
    }
    String event = event(header);
    if (MessageType.of(code, event).isEmpty()) {
      return unsupported(ErrorCode.UNSUPPORTED_EVENT, 9, "This trigger event is not taken");
    }
    if (header.controlId().isBlank()) {
      return Optional.of(
          Fault.content(
              ErrorCode.REQUIRED_FIELD, "MSH", 10, "The message has no message control ID"));
    }
    return Optional.empty();
  }

  /** MSH-9.2; the first versions allowed the code alone where there was but one event. */
  static String event(MessageHeader header) {
    String event = header.component(9, 2);
    if (!event.isEmpty() || !WITHOUT_EVENT.contains(header.version())) {
      return event;
    }
    return switch (header.component(9, 1)) {
      case "ORU" -> "R01";
      case "ORM" -> "O01";
      case "ORR" -> "O02";
      default -> "";
    };
  }

  private static Optional<Fault> unsupported(ErrorCode code, int field, String text) {
    return Optional.of(Fault.unsupported(code, field, text));
  }
}
