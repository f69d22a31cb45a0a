package org.diptych.pairing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.diptych.journal.KeptReport;
import org.diptych.journal.StudyProgress;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;

/**
 * Decides about a report whose studies and itself are locked. Only one candidate pairs, and only
 * when nothing contradicts; everything else waits, or waits for a person.
 */
final class PairingRules {
  private final Transaction open;
  private final CaseBook book;
  private final PairingConfig config;

  PairingRules(Transaction open, PairingConfig config, Instant now) {
    this.open = open;
    this.book = new CaseBook(open, now);
    this.config = config;
  }

  PairingOutcome decide(KeptReport kept) {
    RadiologyReport report = kept.report();
    if (report.status() == ReportStatus.CANCELLED) {
      return setAside(kept, "the report was cancelled", "cancelled", List.of());
    }
    if (!Evidence.canMatch(report)) {
      return setAside(kept, "the report names neither study nor order", "unmatchable", List.of());
    }
    List<ImagingStudy> studies = Evidence.studies(open, report);
    List<Uid> uids = studies.stream().map(ImagingStudy::uid).toList();
    Optional<Case> paired = book.pairedWith(report.key());
    if (paired.isPresent() && !uids.contains(paired.get().study())) {
      return setAside(kept, "a new version of the report is of another study", "moved", uids);
    }
    if (studies.isEmpty()) {
      return book.await(
          book.ofReport(kept),
          CaseState.AWAITING_STUDY,
          "the study is not here",
          config.reportWaits());
    }
    if (studies.size() > 1) {
      return setAside(kept, "several studies may be those of the report", "ambiguous", uids);
    }
    return decide(kept, studies.get(0));
  }

  private PairingOutcome decide(KeptReport kept, ImagingStudy study) {
    RadiologyReport report = kept.report();
    List<Uid> candidate = List.of(study.uid());
    if (Evidence.patientsContradict(study.patient(), report.patient())) {
      return setAside(kept, "study and report name different patients", "patients", candidate);
    }
    StudyProgress progress = open.studies().progress(study.uid()).orElseThrow();
    Case shown = book.ofStudy(study, progress.firstSeen());
    if (shown.report() != null && !shown.report().equals(report.key())) {
      return setAside(kept, "the study is paired with another report", "taken", candidate);
    }
    if (progress.open()) {
      // The study's own settling finds the report.
      return new PairingOutcome.Waiting(shown.id());
    }
    return book.pair(study, progress, kept, Evidence.rule(report));
  }

  /** Shows the report's case, or the case it is paired in, to a person. */
  private PairingOutcome setAside(
      KeptReport kept, String reason, String occasion, List<Uid> candidates) {
    Case shown =
        book.pairedWith(kept.report().key())
            .flatMap(paired -> open.cases().lock(paired.id()))
            .orElseGet(() -> book.ofReport(kept));
    String inputs = occasion + "#" + kept.version() + "#" + candidates.size();
    return book.setAside(shown, reason, inputs, candidates, kept);
  }

  /** A settled study whose report is not here, or cannot be told. */
  PairingOutcome awaitReport(ImagingStudy study, StudyProgress progress, String reason) {
    return book.await(
        book.ofStudy(study, progress.firstSeen()),
        CaseState.AWAITING_REPORT,
        reason,
        config.studyWaits());
  }

  /** A settled study that only a person can find the report of. */
  PairingOutcome setAside(
      ImagingStudy study, StudyProgress progress, String reason, List<Uid> candidates) {
    return book.setAside(
        book.ofStudy(study, progress.firstSeen()),
        reason,
        "study#" + progress.settled() + "#" + candidates.size(),
        candidates,
        null);
  }
}
