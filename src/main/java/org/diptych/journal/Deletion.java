package org.diptych.journal;

import org.diptych.study.CaseId;

/** What came of deleting a case. */
public sealed interface Deletion {
  /** It is gone; the entry is its trace. */
  record Done(Receipt trace) implements Deletion {}

  /** Something is still to be done for it, or its state is no end. */
  record NotNow(String reason) implements Deletion {}

  /** There is no such case. */
  record Unknown(CaseId id) implements Deletion {}
}
