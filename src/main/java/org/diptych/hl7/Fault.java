package org.diptych.hl7;

import org.jspecify.annotations.Nullable;

/**
 * Why a message was not taken.
 *
 * @param location the segment and field at fault, or null for the message as a whole
 * @param text for the people at the sender; never a value of the message
 */
public record Fault(FaultKind kind, ErrorCode code, @Nullable Location location, String text) {
  /** Where: segment ID, its occurrence in the message from 1, and field number (0 for none). */
  public record Location(String segment, int sequence, int field) {}

  static Fault content(ErrorCode code, String segment, int field, String text) {
    return new Fault(FaultKind.CONTENT, code, new Location(segment, 1, field), text);
  }

  static Fault unsupported(ErrorCode code, int field, String text) {
    return new Fault(FaultKind.UNSUPPORTED, code, new Location("MSH", 1, field), text);
  }

  /** The bytes are no HL7 v2 message at all. */
  public static Fault noMessage() {
    return new Fault(
        FaultKind.UNSUPPORTED,
        ErrorCode.SEGMENT_SEQUENCE,
        null,
        "The message does not begin with an MSH segment that declares distinct delimiters");
  }

  /** It could not be made durable; the same message may be sent again. */
  public static Fault busy() {
    return new Fault(
        FaultKind.BUSY, ErrorCode.INTERNAL, null, "The message could not be stored; send it again");
  }

  /** Something broke that nobody expected; the same message may be sent again. */
  public static Fault internal() {
    return new Fault(
        FaultKind.INTERNAL,
        ErrorCode.INTERNAL,
        null,
        "The message could not be processed; send it again");
  }

  /** The message is longer than the listener takes. */
  public static Fault tooLong() {
    return new Fault(
        FaultKind.UNSUPPORTED,
        ErrorCode.INTERNAL,
        null,
        "The message is longer than is taken here");
  }
}
