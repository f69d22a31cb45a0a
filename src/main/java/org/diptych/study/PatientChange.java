package org.diptych.study;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What one message says of who a patient is.
 *
 * @param patient the identity that is right from now on (PID-3)
 * @param prior the identifier that leads, or no longer leads, to it (MRG-1)
 * @param controlId MSH-10 of the message
 * @param at when it happened, in the sender's time, if the message says so to the minute
 */
public record PatientChange(
    Kind kind,
    PatientIdentity patient,
    @Nullable PatientId prior,
    String controlId,
    @Nullable LocalDateTime at) {
  /** A change that says no time of its own. */
  public PatientChange(
      Kind kind, PatientIdentity patient, @Nullable PatientId prior, String controlId) {
    this(kind, patient, prior, controlId, null);
  }

  /** What happened to the identity. */
  public enum Kind {
    /** Name, birth date or sex changed: ADT^A01 to A08, A31. */
    UPDATE,
    /** Two identifiers are one patient: A18, A30, A34, A40. */
    MERGE,
    /** What was kept under one identifier is another's: A35, A41, A43. */
    MOVE,
    /** A patient has another identifier: A46, A47. */
    CHANGE_IDENTIFIER,
    /** A merge was wrong: A24 undone by A37, and the sites' own messages. */
    UNMERGE
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "PatientChange[" + kind + "]";
  }
}
