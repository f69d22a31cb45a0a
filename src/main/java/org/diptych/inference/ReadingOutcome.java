package org.diptych.inference;

import org.diptych.study.Findings;

/** What came of reading a case. */
public sealed interface ReadingOutcome {
  /** The model gave findings, or said why it abstained. */
  record Read(Findings findings) implements ReadingOutcome {}

  /** A person must look: no model, or nothing that one could read. */
  record SetAside(String reason) implements ReadingOutcome {}

  /** A newer version of the case is on its way, or the case was folded into another. */
  record Overtaken() implements ReadingOutcome {}
}
