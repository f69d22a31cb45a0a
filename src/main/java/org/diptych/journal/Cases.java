package org.diptych.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/** The register of cases and their readings. */
public final class Cases {
  public Optional<Case> find(CaseId id) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #find}, and no other transaction changes the case until this one ends. */
  public Optional<Case> lock(CaseId id) {
    throw new UnsupportedOperationException();
  }

  public Optional<Case> ofStudy(Uid study) {
    throw new UnsupportedOperationException();
  }

  public Optional<Case> ofReport(ReportKey report) {
    throw new UnsupportedOperationException();
  }

  public List<Case> list(CaseQuery query) {
    throw new UnsupportedOperationException();
  }

  public Map<CaseState, Long> counts() {
    throw new UnsupportedOperationException();
  }

  /** Inserts or replaces the case. */
  public void save(Case changed) {
    throw new UnsupportedOperationException();
  }

  /** Removes a case that was folded into another; its entries go over to that one. */
  public void fold(CaseId from, CaseId into) {
    throw new UnsupportedOperationException();
  }

  /** Keeps the reading of a case version; a second reading of the same version replaces nothing. */
  public void keep(Findings findings) {
    throw new UnsupportedOperationException();
  }

  public Optional<Findings> findings(CaseId id, int version) {
    throw new UnsupportedOperationException();
  }
}
