package org.diptych.inference;

import java.time.Duration;
import org.diptych.study.Findings;

/** What came of reading a case. */
public sealed interface ReadingOutcome {
  /**
   * The model gave findings, or said why it abstained.
   *
   * @param took from handing the case in until it was read
   */
  record Read(Findings findings, Duration took) implements ReadingOutcome {}

  /** A person must look: no model, or nothing that one could read. */
  record SetAside(String reason) implements ReadingOutcome {}

  /** A newer version of the case is on its way, or the case was folded into another. */
  record Overtaken() implements ReadingOutcome {}
}
