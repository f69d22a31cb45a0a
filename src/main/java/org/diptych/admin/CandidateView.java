package org.diptych.admin;

import java.util.Arrays;
import java.util.List;
import org.diptych.journal.Transaction;
import org.diptych.study.Candidate;
import org.diptych.study.CaseId;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * What a person may choose for a case that was set aside.
 *
 * @param key what is chosen: a study instance UID, or the case id that stands for a report
 * @param evidence what speaks for it and against it
 * @param caseId the case where it can be looked at, null when there is none
 */
record CandidateView(
    String key,
    int score,
    List<String> evidence,
    @Nullable String caseId,
    @Nullable StudyView study,
    @Nullable ReportView report) {
  static CandidateView of(Transaction open, Candidate candidate) {
    StudyView study = study(open, candidate.key());
    CaseId caseId = study == null ? caseId(candidate.key()) : CaseId.of(new Uid(study.uid()));
    return new CandidateView(
        candidate.key(),
        candidate.score(),
        Arrays.stream(candidate.evidence().split(", ")).filter(each -> !each.isBlank()).toList(),
        caseId == null || open.cases().find(caseId).isEmpty() ? null : caseId.toString(),
        study,
        study != null || caseId == null ? null : report(open, caseId));
  }

  private static @Nullable StudyView study(Transaction open, String key) {
    try {
      return open.studies()
          .find(new Uid(key))
          .map(found -> StudyView.of(found, open.studies().progress(found.uid()).orElse(null)))
          .orElse(null);
    } catch (IllegalArgumentException noUid) {
      return null;
    }
  }

  private static @Nullable CaseId caseId(String key) {
    try {
      return CaseId.parse(key);
    } catch (IllegalArgumentException noCase) {
      return null;
    }
  }

  private static @Nullable ReportView report(Transaction open, CaseId id) {
    ReportKey key = open.cases().find(id).map(found -> found.report()).orElse(null);
    return key == null ? null : open.reports().latest(key).map(ReportView::of).orElse(null);
  }

  /** Our own key only. */
  @Override
  public String toString() {
    return "CandidateView[" + key + "]";
  }
}
