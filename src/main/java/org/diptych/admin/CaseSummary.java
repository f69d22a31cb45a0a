package org.diptych.admin;

import java.time.Instant;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.jspecify.annotations.Nullable;

/** A case as one line of the list. */
record CaseSummary(
    String id,
    int version,
    CaseState state,
    Priority priority,
    @Nullable String modality,
    @Nullable String bodyPart,
    @Nullable String accession,
    @Nullable Person patient,
    Instant opened,
    Instant changed,
    @Nullable FindingView topFinding,
    @Nullable Double concordance,
    boolean discordant,
    String reason) {
  static CaseSummary of(
      Case of,
      @Nullable StudyView study,
      @Nullable ReportView report,
      @Nullable ReadingView reading) {
    FindingView top = reading == null ? null : reading.topFinding();
    Double concordance = reading == null ? null : reading.concordance();
    return new CaseSummary(
        of.id().toString(),
        of.version(),
        of.state(),
        of.priority(),
        study == null ? null : study.modality(),
        study == null ? null : study.bodyPart(),
        study != null && study.accession() != null
            ? study.accession()
            : report == null ? null : report.accession(),
        study != null && study.patient() != null
            ? study.patient()
            : report == null ? null : report.patient(),
        of.opened(),
        of.changed(),
        top,
        concordance,
        reading != null && reading.discordant(),
        of.reason());
  }

  /** Whether a person has to look: it was set aside, or image and report disagree. */
  boolean wantsAPerson() {
    return discordant || state == CaseState.SET_ASIDE;
  }

  /** Our own key only. */
  @Override
  public String toString() {
    return "CaseSummary[" + id + "]";
  }
}
