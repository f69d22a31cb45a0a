package org.diptych.journal;

import org.diptych.study.CaseId;

/**
 * What a person may decide of a case. The stage that pairs does it; whoever asks the person knows
 * only this, for stages are not known to each other or to the pages.
 */
public interface Decisions {
  /**
   * Remembers that a person gave a case its other half, and has it paired.
   *
   * @param candidate a study instance UID, or the case id that stands for a report
   * @param who chose
   */
  DecisionOutcome choose(CaseId id, String candidate, String who);

  /**
   * Ends the choice of a person for the case; what belongs together is decided by evidence again.
   *
   * @param who says so
   */
  DecisionOutcome takeBack(CaseId id, String who);

  /**
   * Ends a case that nothing more will come of; what was written of it is withdrawn.
   *
   * @param who says so
   */
  DecisionOutcome abandon(CaseId id, String who);
}
