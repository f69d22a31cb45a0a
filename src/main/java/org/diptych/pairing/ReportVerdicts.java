package org.diptych.pairing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.diptych.journal.KeptReport;
import org.diptych.study.Candidate;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** What becomes of a report, once it is decided whose the studies around it are. */
final class ReportVerdicts {
  static final String SEVERAL_STUDIES = "several studies may be those of the report";
  static final String OTHER_PATIENT = "study and report name different patients";
  static final String CANCELLED = "the report was cancelled";
  static final String TAKEN = "the study is paired with another report";

  private final CaseBook book;
  private final PairingConfig config;

  ReportVerdicts(CaseBook book, PairingConfig config) {
    this.book = book;
    this.config = config;
  }

  PairingOutcome decide(Match match, Map<Uid, Claims> claims, Map<Uid, PairingOutcome> decided) {
    KeptReport kept = match.report();
    RadiologyReport report = kept.report();
    if (report.status() == ReportStatus.CANCELLED) {
      return book.cancelled(kept, CANCELLED);
    }
    List<Match.Slot> unclear = new ArrayList<>(match.doubts());
    unclear.addAll(match.contradictions());
    if (!unclear.isEmpty()) {
      String reason = match.doubts().isEmpty() ? OTHER_PATIENT : SEVERAL_STUDIES;
      return book.setAside(book.ofReport(kept), reason, Scores.studies(report, unclear), kept);
    }
    List<Uid> certain = match.certain();
    for (Uid study : certain) {
      if (decided.get(study) instanceof PairingOutcome.Paired paired && owns(claims, study, kept)) {
        return paired;
      }
    }
    List<Uid> own = certain.stream().filter(study -> owns(claims, study, kept)).toList();
    if (!own.isEmpty()) {
      // Read already with the same inputs, or the study's settling finds the report.
      PairingOutcome outcome = Objects.requireNonNull(decided.get(own.get(0)));
      if (outcome instanceof PairingOutcome.Unchanged unchanged) {
        book.fold(kept, unchanged.caseId());
      }
      return outcome;
    }
    if (certain.stream().anyMatch(study -> winner(claims, study) != null)) {
      return book.setAside(book.ofReport(kept), TAKEN, candidates(match, certain), kept);
    }
    if (!Evidence.canMatch(report)) {
      return book.setAside(
          book.ofReport(kept), "the report names neither study nor order", List.of(), kept);
    }
    String reason =
        certain.isEmpty()
            ? "the study is not here"
            : "its study is set aside: " + StudyVerdicts.SEVERAL_REPORTS;
    return book.await(book.ofReport(kept), CaseState.AWAITING_STUDY, reason, config.reportWaits());
  }

  private static List<Candidate> candidates(Match match, List<Uid> certain) {
    List<Match.Slot> slots =
        match.slots().stream()
            .filter(
                slot ->
                    slot.candidates().stream().map(ImagingStudy::uid).anyMatch(certain::contains))
            .toList();
    return Scores.studies(match.report().report(), slots);
  }

  private static boolean owns(Map<Uid, Claims> claims, Uid study, KeptReport kept) {
    KeptReport winner = winner(claims, study);
    return winner != null && winner.report().key().equals(kept.report().key());
  }

  private static @Nullable KeptReport winner(Map<Uid, Claims> claims, Uid study) {
    Claims of = claims.get(study);
    return of == null ? null : of.winner();
  }
}
