package org.diptych.result;

/** What a reader must know wherever a result is shown. */
final class IntendedUse {
  static final String SENTENCE =
      "Written by software and not verified by a person: research use, not for clinical use.";

  private IntendedUse() {}
}
