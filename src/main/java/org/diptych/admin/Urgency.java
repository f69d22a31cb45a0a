package org.diptych.admin;

import java.util.Comparator;
import org.diptych.study.CaseState;

/** In which order cases that want a person are looked at. */
final class Urgency {
  /** STAT first, then disagreement before what was set aside, then the latest change. */
  static final Comparator<CaseSummary> FIRST =
      Comparator.<CaseSummary>comparingInt(each -> -each.priority().rank())
          .thenComparing(each -> each.state() == CaseState.SET_ASIDE)
          .thenComparing(CaseSummary::changed, Comparator.reverseOrder());

  private Urgency() {}
}
