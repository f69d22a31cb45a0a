package org.diptych.pairing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.diptych.journal.Entry;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.KeptReport;
import org.diptych.journal.StudyProgress;
import org.diptych.journal.Transaction;
import org.diptych.journal.Work;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;

/**
 * Pairs settled studies with their reports, whichever comes first. Studies are locked before
 * reports and in the order of their UIDs, so two desks never wait for each other in a circle.
 */
@ApplicationScoped
@Named("pairingDesk")
public class PairingDesk {
  private static final int LOOKS = 10;

  private final Journal journal;
  private final PairingConfig config;
  private final Clock clock;

  @Inject
  PairingDesk(Journal journal, PairingConfig config, Clock clock) {
    this.journal = journal;
    this.config = config;
    this.clock = clock;
  }

  /** Looks for the report of a study that has settled. */
  public PairingOutcome offerStudy(Entry settled) {
    Uid uid = new Uid(settled.get("study"));
    return untilStill(open -> tryStudy(open, uid));
  }

  /** Looks for the study of a report that has arrived. */
  public PairingOutcome offerReport(Entry arrived) {
    ReportKey key = new ReportKey(arrived.get("report"));
    return untilStill(open -> tryReport(open, key));
  }

  /** Pairs what a person said belongs together. */
  public PairingOutcome offerChoice(Entry chosen) {
    return offerReport(chosen);
  }

  /** Looks again for the studies of reports of an order, now that the order says more. */
  public void offerOrder(Entry arrived) {
    List<ReportKey> reports =
        journal.transact(
            open ->
                open.orders().ofEntry(arrived.id()).stream()
                    .map(KeptOrder::order)
                    .flatMap(
                        order ->
                            open
                                .reports()
                                .numbered(order.placerOrderNumber(), order.fillerOrderNumber())
                                .stream())
                    .map(kept -> kept.report().key())
                    .toList());
    reports.forEach(key -> untilStill(open -> tryReport(open, key)));
  }

  /** Looks again at the reports of a patient whose identity changed. */
  public void offerPatient(Entry arrived) {
    List<ReportKey> reports =
        journal.transact(
            open ->
                open.patients().ofEntry(arrived.id()).stream()
                    .flatMap(change -> open.patients().family(change.patient().id()).stream())
                    .flatMap(id -> open.reports().ofPatient(id).stream())
                    .toList());
    reports.forEach(key -> untilStill(open -> tryReport(open, key)));
  }

  /** Sets a case aside that still waits for its other half. */
  public PairingOutcome overdue(Entry timer) {
    CaseState waiting = CaseState.valueOf(timer.get("state"));
    return journal.transact(
        open -> {
          Optional<Case> known = open.cases().lock(timer.requireCase());
          if (known.isEmpty()) {
            return new PairingOutcome.Unknown();
          }
          if (known.get().state() != waiting) {
            return new PairingOutcome.Unchanged(known.get().id());
          }
          return new CaseBook(open, clock.instant())
              .setAside(
                  known.get(), CaseBook.OVERDUE, "overdue#" + waiting.name(), List.of(), null);
        });
  }

  /** What was looked up before it was locked may have moved; then the desk looks again. */
  private PairingOutcome untilStill(Work<Optional<PairingOutcome>> attempt) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<PairingOutcome> outcome = journal.transact(attempt);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw new IllegalStateException("study and report keep changing");
  }

  private Optional<PairingOutcome> tryStudy(Transaction open, Uid uid) {
    Optional<StudyProgress> locked = open.studies().lock(uid);
    Optional<ImagingStudy> found = open.studies().find(uid);
    if (locked.isEmpty() || found.isEmpty()) {
      return Optional.of(new PairingOutcome.Unknown());
    }
    StudyProgress progress = locked.get();
    ImagingStudy study = found.get();
    PairingRules rules = new PairingRules(open, config, clock.instant());
    if (progress.open()) {
      return Optional.of(new PairingOutcome.Waiting(CaseId.of(uid)));
    }
    List<KeptReport> candidates = candidates(open, study);
    if (candidates.isEmpty()) {
      return Optional.of(rules.awaitReport(study, progress, "no report names it"));
    }
    if (candidates.size() > 1) {
      return Optional.of(
          rules.setAside(study, progress, "several reports may be of this study", List.of(uid)));
    }
    ReportKey key = candidates.get(0).report().key();
    KeptReport kept = open.reports().lock(key).orElseThrow();
    if (!candidates(open, study).equals(List.of(kept))) {
      return Optional.empty();
    }
    return Optional.of(decide(open, rules, study, progress, kept));
  }

  private static PairingOutcome decide(
      Transaction open,
      PairingRules rules,
      ImagingStudy study,
      StudyProgress progress,
      KeptReport kept) {
    Optional<Uid> paired =
        open.cases()
            .ofReport(kept.report().key())
            .flatMap(known -> Optional.ofNullable(known.study()));
    if (paired.isPresent() && !paired.get().equals(study.uid())) {
      return rules.setAside(
          study,
          progress,
          "its order's report is paired with another study",
          List.of(paired.get(), study.uid()));
    }
    PairingOutcome outcome = rules.decide(kept);
    if (outcome instanceof PairingOutcome.SetAside doubtful && paired.isEmpty()) {
      rules.awaitReport(study, progress, "a report is set aside: " + doubtful.reason());
    }
    return outcome;
  }

  /** The reports to pair with; one that is paired already goes before others. */
  private static List<KeptReport> candidates(Transaction open, ImagingStudy study) {
    List<KeptReport> readable =
        Evidence.reports(open, study).stream()
            .filter(kept -> kept.report().status() != ReportStatus.CANCELLED)
            .toList();
    Optional<ReportKey> paired =
        open.cases().ofStudy(study.uid()).flatMap(known -> Optional.ofNullable(known.report()));
    List<KeptReport> known =
        readable.stream()
            .filter(kept -> paired.filter(kept.report().key()::equals).isPresent())
            .toList();
    return known.isEmpty() ? readable : known;
  }

  private Optional<PairingOutcome> tryReport(Transaction open, ReportKey key) {
    Optional<KeptReport> first = open.reports().latest(key);
    if (first.isEmpty()) {
      return Optional.of(new PairingOutcome.Unknown());
    }
    TreeMap<String, Uid> studies = studies(open, first.get());
    studies.values().forEach(open.studies()::lock);
    KeptReport kept = open.reports().lock(key).orElseThrow();
    if (!studies(open, kept).equals(studies)) {
      return Optional.empty();
    }
    return Optional.of(new PairingRules(open, config, clock.instant()).decide(kept));
  }

  /** The studies a decision about the report may touch, by UID. */
  private static TreeMap<String, Uid> studies(Transaction open, KeptReport kept) {
    TreeMap<String, Uid> studies = new TreeMap<>();
    Evidence.studies(open, kept.report())
        .forEach(study -> studies.put(study.uid().value(), study.uid()));
    open.cases()
        .ofReport(kept.report().key())
        .flatMap(known -> Optional.ofNullable(known.study()))
        .ifPresent(uid -> studies.put(uid.value(), uid));
    return studies;
  }
}
