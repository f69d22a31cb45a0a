package org.diptych.journal;

import org.diptych.study.CaseId;

/** What came of a person's decision about a case. */
public sealed interface DecisionOutcome {
  /**
   * It is durable, and being done.
   *
   * @param entry that states it
   * @param caseId where it shows: a report that was chosen is part of its study's case from then on
   * @param fresh whether this was the first time; the same decision again has no second effect
   */
  record Done(long entry, CaseId caseId, boolean fresh) implements DecisionOutcome {}

  /** There is no such case. */
  record UnknownCase() implements DecisionOutcome {}

  /** There is nothing of that name which the case could be paired with, and why. */
  record UnknownCandidate(String reason) implements DecisionOutcome {}

  /** The case is not where this could be decided, and why. */
  record NotNow(String reason) implements DecisionOutcome {}
}
