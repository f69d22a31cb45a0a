package org.diptych.pairing;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.journal.KeptReport;
import org.diptych.journal.StudyProgress;
import org.diptych.journal.Transaction;
import org.diptych.study.CaseId;
import org.diptych.study.ImagingStudy;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * One look at everything that something may have changed. What comes of it follows from the
 * registers as they are, so any order of events that fills them alike ends alike.
 */
final class PairingRound {
  private final Transaction open;
  private final Evidence evidence;
  private final StudyVerdicts studies;
  private final ReportVerdicts reports;
  private final Neighbourhood around;

  private PairingRound(
      Transaction open,
      PairingConfig config,
      CaseBook book,
      Evidence evidence,
      Neighbourhood hood) {
    this.open = open;
    this.evidence = evidence;
    this.around = hood;
    this.studies = new StudyVerdicts(book, config);
    this.reports = new ReportVerdicts(book, config);
  }

  /** What became of the studies and reports that the look was about. */
  record Outcomes(Map<Uid, PairingOutcome> studies, Map<ReportKey, PairingOutcome> reports) {}

  /** Decides; empty when what was looked up moved before it was locked. */
  static Optional<Outcomes> run(
      Transaction open,
      PairingConfig config,
      CaseBook book,
      Collection<Uid> studies,
      Collection<ReportKey> reports) {
    Neighbourhood seen = Neighbourhood.around(open, new Evidence(open, config), studies, reports);
    seen.lock(open);
    Evidence evidence = new Evidence(open, config);
    Neighbourhood locked = Neighbourhood.around(open, evidence, studies, reports);
    return seen.covers(locked)
        ? Optional.of(new PairingRound(open, config, book, evidence, locked).decide())
        : Optional.empty();
  }

  private Outcomes decide() {
    List<Match> matches = around.reports().stream().map(evidence::match).toList();
    Map<Uid, Claims> claims = new HashMap<>();
    Map<Uid, PairingOutcome> ofStudies = new HashMap<>();
    for (Uid uid : around.studies()) {
      Optional<ImagingStudy> study = open.studies().find(uid);
      Optional<StudyProgress> progress = open.studies().progress(uid);
      if (study.isPresent() && progress.isPresent()) {
        Claims of = claims(study.get(), matches);
        claims.put(uid, of);
        ofStudies.put(uid, studies.decide(study.get(), progress.get(), of));
      } else {
        ofStudies.put(uid, new PairingOutcome.Unknown());
      }
    }
    Map<ReportKey, PairingOutcome> ofReports = new HashMap<>();
    for (Match match : matches) {
      ofReports.put(match.report().report().key(), reports.decide(match, claims, ofStudies));
    }
    return new Outcomes(ofStudies, ofReports);
  }

  /** Who claims the study, and whose it is: of the strongest, the one that was issued first. */
  private Claims claims(ImagingStudy study, List<Match> matches) {
    List<Match> claiming = new ArrayList<>();
    @Nullable PairingRule best = null;
    for (Match match : matches) {
      PairingRule rule = match.certain(study.uid()).orElse(null);
      if (rule == null || (best != null && rule.compareTo(best) > 0)) {
        continue;
      }
      if (best == null || rule.compareTo(best) < 0) {
        claiming.clear();
        best = rule;
      }
      claiming.add(match);
    }
    return new Claims(
        best, claiming.stream().map(Match::report).toList(), winner(study, claiming), matches);
  }

  private @Nullable KeptReport winner(ImagingStudy study, List<Match> claiming) {
    if (claiming.size() < 2) {
      return claiming.isEmpty() ? null : claiming.get(0).report();
    }
    return first(claiming)
        .or(
            () ->
                open.cases()
                    .find(CaseId.of(study.uid()))
                    .flatMap(known -> Optional.ofNullable(known.report()))
                    .flatMap(key -> reportOf(claiming, key)))
        .orElse(null);
  }

  private static Optional<KeptReport> reportOf(List<Match> claiming, ReportKey key) {
    return claiming.stream()
        .map(Match::report)
        .filter(kept -> kept.report().key().equals(key))
        .findFirst();
  }

  /** The report that was issued before all others, if every one says when. */
  private Optional<KeptReport> first(List<Match> claiming) {
    @Nullable KeptReport first = null;
    @Nullable LocalDateTime when = null;
    for (Match match : claiming) {
      LocalDateTime issued = open.reports().firstIssued(match.report().report().key()).orElse(null);
      if (issued == null || issued.equals(when)) {
        return Optional.empty();
      }
      if (when == null || issued.isBefore(when)) {
        first = match.report();
        when = issued;
      }
    }
    return Optional.ofNullable(first);
  }
}
