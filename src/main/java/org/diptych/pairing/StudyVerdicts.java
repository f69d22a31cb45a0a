package org.diptych.pairing;

import java.util.List;
import java.util.function.Function;
import org.diptych.journal.KeptReport;
import org.diptych.journal.StudyProgress;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
import org.diptych.study.ReportStatus;
import org.diptych.study.StudyLink;

/** What becomes of a study, by who claims it. */
final class StudyVerdicts {
  static final String SEVERAL_REPORTS = "several reports may be of this study";

  private final CaseBook book;
  private final PairingConfig config;

  StudyVerdicts(CaseBook book, PairingConfig config) {
    this.book = book;
    this.config = config;
  }

  PairingOutcome decide(ImagingStudy study, StudyProgress progress, Claims claims) {
    if (progress.open() || progress.settled() == 0) {
      // Its own settling looks again; only its urgency and its patient may change until then.
      book.refresh(study);
      return new PairingOutcome.Waiting(CaseId.of(study.uid()));
    }
    KeptReport winner = claims.winner();
    PairingRule rule = claims.rule();
    if (winner != null && rule != null) {
      return book.pair(study, progress, winner, rule.reason());
    }
    if (rule != null) {
      book.withdraw(study, progress, SEVERAL_REPORTS);
      return book.setAside(
          book.ofStudy(study, progress.firstSeen()),
          SEVERAL_REPORTS,
          Scores.reports(study, rule, claims.reports().stream().map(KeptReport::report).toList()),
          null);
    }
    String reason = why(study, claims);
    book.withdraw(study, progress, reason);
    return book.await(
        book.ofStudy(study, progress.firstSeen()),
        CaseState.AWAITING_REPORT,
        reason,
        config.studyWaits());
  }

  private String why(ImagingStudy study, Claims claims) {
    if (anySlot(study, claims, Match::doubts)) {
      return "a report is set aside: " + ReportVerdicts.SEVERAL_STUDIES;
    }
    if (anySlot(study, claims, Match::contradictions)) {
      return "a report is set aside: " + ReportVerdicts.OTHER_PATIENT;
    }
    boolean cancelled =
        claims.around().stream()
            .map(match -> match.report().report())
            .filter(report -> report.status() == ReportStatus.CANCELLED)
            .flatMap(report -> report.links().stream())
            .anyMatch(link -> names(link, study));
    return cancelled ? ReportVerdicts.CANCELLED : "no report names it";
  }

  private static boolean names(StudyLink link, ImagingStudy study) {
    AccessionNumber own = study.accession();
    AccessionNumber said = link.accession();
    return study.uid().equals(link.study()) || (own != null && said != null && own.sameAs(said));
  }

  private static boolean anySlot(
      ImagingStudy study, Claims claims, Function<Match, List<Match.Slot>> slots) {
    return claims.around().stream()
        .flatMap(match -> slots.apply(match).stream())
        .flatMap(slot -> slot.candidates().stream())
        .anyMatch(candidate -> candidate.uid().equals(study.uid()));
  }
}
