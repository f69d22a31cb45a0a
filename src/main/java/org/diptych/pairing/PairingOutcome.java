package org.diptych.pairing;

import java.util.List;
import org.diptych.study.Candidate;
import org.diptych.study.CaseId;

/** What came of offering a study or a report. */
public sealed interface PairingOutcome {
  /** Study and report are one case, and this version of it is to be read. */
  record Paired(CaseId caseId, int version, String rule) implements PairingOutcome {}

  /** The case is being read, or was, with the same inputs. */
  record Unchanged(CaseId caseId) implements PairingOutcome {}

  /** The other half is not here, or the study has not settled. */
  record Waiting(CaseId caseId) implements PairingOutcome {}

  /** A person must look, and may choose among the candidates, if there are any. */
  record SetAside(CaseId caseId, String reason, List<Candidate> candidates)
      implements PairingOutcome {}

  /** What was offered is not in the register. */
  record Unknown() implements PairingOutcome {}
}
