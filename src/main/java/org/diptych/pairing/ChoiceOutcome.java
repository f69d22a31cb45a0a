package org.diptych.pairing;

/** What came of a person's wish. */
public sealed interface ChoiceOutcome {
  /** It is durable, and being done. */
  record Done(long entry) implements ChoiceOutcome {}

  /** There is no such case. */
  record UnknownCase() implements ChoiceOutcome {}

  /** It cannot be done, and why. */
  record Refused(String reason) implements ChoiceOutcome {}
}
