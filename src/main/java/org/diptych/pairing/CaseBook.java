package org.diptych.pairing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Receipt;
import org.diptych.journal.StudyProgress;
import org.diptych.journal.Transaction;
import org.diptych.study.Candidate;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** Writes where cases stand, with the entries that follow from it, in one transaction. */
final class CaseBook {
  static final String ARRIVING = "images are arriving";
  static final String OVERDUE = "the other half has not come in time";

  private final Transaction open;
  private final OrderBook orders;
  private final Instant now;
  private final String occasion;

  CaseBook(Transaction open, Instant now) {
    this(open, now, "");
  }

  /**
   * A book for what follows from one thing.
   *
   * @param occasion tells one thing that happened from the next, and is the same when it is
   *     replayed
   */
  CaseBook(Transaction open, Instant now, String occasion) {
    this.open = open;
    this.orders = new OrderBook(open);
    // As precise as the database, so that a case read back equals the case written.
    this.now = now.truncatedTo(ChronoUnit.MICROS);
    this.occasion = occasion;
  }

  /** The case of a study, new and receiving when there was none; locked. */
  Case ofStudy(ImagingStudy study, Instant firstSeen) {
    CaseId id = CaseId.of(study.uid());
    Priority priority = orders.priority(study);
    return open.cases()
        .lock(id)
        .map(known -> known.atLeast(priority))
        .orElseGet(
            () ->
                new Case(
                    id,
                    0,
                    study.uid(),
                    0,
                    null,
                    0,
                    CaseState.RECEIVING,
                    ARRIVING,
                    priority,
                    firstSeen,
                    now));
  }

  /** The case of a report without a study, as of its latest version; locked. */
  Case ofReport(KeptReport kept) {
    RadiologyReport report = kept.report();
    CaseId id = CaseId.of(report.key());
    Optional<Case> known = open.cases().lock(id);
    return new Case(
        id,
        0,
        null,
        0,
        report.key(),
        kept.version(),
        known.map(Case::state).orElse(CaseState.AWAITING_STUDY),
        known.map(Case::reason).orElse("the report has arrived"),
        orders.priority(report),
        known.map(Case::opened).orElse(kept.receivedAt()),
        known.map(Case::changed).orElse(now));
  }

  /** Writes the case in its state, unless that is how it stands. */
  void save(Case known, CaseState state, String reason) {
    Case changed = known.in(state, reason, now);
    Optional<Case> kept = open.cases().find(known.id());
    boolean stands =
        kept.filter(each -> each.in(each.state(), each.reason(), now).equals(changed)).isPresent();
    if (!stands) {
      open.cases().save(changed);
      raise(kept, changed);
    }
  }

  private void raise(Optional<Case> before, Case changed) {
    if (before.filter(each -> each.priority() != changed.priority()).isPresent()) {
      open.entries().raise(changed.id(), changed.priority());
    }
  }

  /** Lets the case wait, and a person know when it waited too long. */
  PairingOutcome await(Case known, CaseState state, String reason, Duration longest) {
    boolean overdue = known.state() == CaseState.SET_ASIDE && OVERDUE.equals(known.reason());
    if (overdue || known.state() == CaseState.ABANDONED) {
      return new PairingOutcome.Unchanged(known.id());
    }
    boolean again = known.version() > 0;
    Instant due = (again ? now : known.opened()).plus(longest);
    if (!due.isAfter(now)) {
      return overdue(known);
    }
    save(known, state, reason);
    open.cases().offer(known.id(), List.of());
    String key = known.id() + "#" + state.name() + (again ? "#" + known.version() : "");
    open.append(
        EntryDraft.of(EntryKind.CASE_DUE, key, Map.of("state", state.name()))
            .forCase(known.id())
            .with(known.priority())
            .dueAt(due));
    return new PairingOutcome.Waiting(known.id());
  }

  /** Tells a person that the case waited in vain; nobody waits for what was cancelled. */
  PairingOutcome overdue(Case known) {
    if (orders.cancelled(known)) {
      save(known, CaseState.ABANDONED, OrderBook.CANCELLED);
      return new PairingOutcome.Unchanged(known.id());
    }
    return setAside(known, OVERDUE, List.of(), null);
  }

  /** Brings urgency and patient of the study's case, if there is one, up to date. */
  void refresh(ImagingStudy study) {
    open.cases()
        .lock(CaseId.of(study.uid()))
        .ifPresent(
            known -> {
              save(known.atLeast(orders.priority(study)), known.state(), known.reason());
              if (known.report() != null) {
                subject(known, study.patient());
              }
            });
  }

  /**
   * Makes one case of study and report, ready to be read; the same inputs as those of the last
   * reading change nothing but urgency and patient.
   */
  PairingOutcome pair(ImagingStudy study, StudyProgress progress, KeptReport kept, String rule) {
    RadiologyReport report = kept.report();
    Case known = ofStudy(study, progress.firstSeen()).atLeast(orders.priority(report));
    PatientIdentity patient = study.patient() == null ? report.patient() : study.patient();
    if (known.settled() == progress.settled()
        && report.key().equals(known.report())
        && sameReading(known.reportVersion(), kept)) {
      save(known, known.state(), known.reason());
      subject(known, patient);
      return new PairingOutcome.Unchanged(known.id());
    }
    open.cases().fold(CaseId.of(report.key()), known.id());
    Case ready =
        new Case(
            known.id(),
            known.version() + 1,
            study.uid(),
            progress.settled(),
            report.key(),
            kept.version(),
            CaseState.READY,
            rule,
            known.priority(),
            known.opened(),
            now);
    open.cases().save(ready);
    open.cases().offer(ready.id(), List.of());
    if (patient != null) {
      open.cases().subject(ready.id(), patient.id());
    }
    open.append(
        EntryDraft.of(
                EntryKind.CASE_READY,
                ready.id() + "#" + ready.version(),
                Map.of(
                    "study", study.uid().value(),
                    "version", Integer.toString(ready.version()),
                    "report", report.key().value(),
                    "reportVersion", Integer.toString(kept.version()),
                    "rule", rule,
                    "priors", priors(study)))
            .forCase(ready.id())
            .with(ready.priority()));
    return new PairingOutcome.Paired(ready.id(), ready.version(), rule);
  }

  /** Earlier studies of the patient, as far as the registers know, separated by commas. */
  private String priors(ImagingStudy study) {
    return open.studies().priors(study).stream().map(Uid::value).collect(Collectors.joining(","));
  }

  /** Whether a reading of the version of the report would be one of this version too. */
  private boolean sameReading(int version, KeptReport kept) {
    if (version == kept.version()) {
      return true;
    }
    return open.reports().versions(kept.report().key()).stream()
        .filter(earlier -> earlier.version() == version)
        .map(KeptReport::report)
        .anyMatch(
            earlier ->
                earlier.status() == kept.report().status()
                    && earlier.text().equals(kept.report().text()));
  }

  /** Has what was written of the case follow its patient. */
  private void subject(Case known, @Nullable PatientIdentity patient) {
    if (patient != null && open.cases().subject(known.id(), patient.id())) {
      String version = Integer.toString(known.version());
      open.append(
          EntryDraft.of(
                  EntryKind.SUBJECT_CHANGED,
                  known.id() + "#" + version + "#" + occasion,
                  Map.of("version", version))
              .forCase(known.id())
              .with(known.priority()));
    }
  }

  /** Takes the report from the case of the study; what was read with it holds no longer. */
  void withdraw(ImagingStudy study, StudyProgress progress, String reason) {
    Case known = ofStudy(study, progress.firstSeen());
    ReportKey report = known.report();
    if (report != null) {
      open.cases().fold(CaseId.of(report), known.id());
      withdraw(known.withoutReport(), report, reason);
    }
  }

  private void withdraw(Case known, ReportKey report, String reason) {
    CaseState state =
        known.state() == CaseState.ABANDONED ? CaseState.ABANDONED : CaseState.AWAITING_REPORT;
    save(known, state, reason);
    open.append(
        EntryDraft.of(
                EntryKind.CASE_WITHDRAWN,
                known.id() + "#" + known.version(),
                Map.of(
                    "version", Integer.toString(known.version()),
                    "reason", reason,
                    "report", report.value()))
            .forCase(known.id())
            .with(known.priority()));
  }

  /** Ends the case for good, unless what it is made of changes; its results are withdrawn. */
  Receipt abandon(Case known, String who) {
    ReportKey report = known.report();
    Case ended = known;
    if (known.version() > 0 && report != null && known.study() != null) {
      Case next = known.withoutReport();
      ended =
          new Case(
              next.id(),
              next.version(),
              next.study(),
              next.settled(),
              report,
              known.reportVersion(),
              CaseState.ABANDONED,
              next.reason(),
              next.priority(),
              next.opened(),
              next.changed());
      withdraw(ended, report, "abandoned by a person");
    }
    save(ended, CaseState.ABANDONED, "abandoned by a person");
    open.cases().offer(known.id(), List.of());
    return open.append(
        EntryDraft.of(
                EntryKind.CASE_ABANDONED,
                known.id() + "#" + now,
                Map.of("by", who, "version", Integer.toString(ended.version())))
            .forCase(known.id()));
  }

  /** A cancelled report waits for nothing; where it was read, that is withdrawn already. */
  PairingOutcome cancelled(KeptReport kept, String reason) {
    ReportKey key = kept.report().key();
    Optional<CaseId> paired = open.entries().pairedBefore(key);
    if (paired.isPresent()) {
      fold(kept, paired.get());
      return new PairingOutcome.Unchanged(paired.get());
    }
    Case known = ofReport(kept);
    save(known, CaseState.ABANDONED, reason);
    open.cases().offer(known.id(), List.of());
    return new PairingOutcome.Unchanged(known.id());
  }

  /** Ends the report's own case in favour of the one that it is part of. */
  void fold(KeptReport kept, CaseId into) {
    CaseId own = CaseId.of(kept.report().key());
    if (open.cases().find(own).isPresent()) {
      open.cases().fold(own, into);
    }
  }

  /** Puts the case before a person, once for the same reason and candidates. */
  PairingOutcome setAside(
      Case known, String reason, List<Candidate> candidates, @Nullable KeptReport kept) {
    if (known.state() == CaseState.ABANDONED) {
      return new PairingOutcome.Unchanged(known.id());
    }
    boolean told = known.state() == CaseState.SET_ASIDE && reason.equals(known.reason());
    save(known, CaseState.SET_ASIDE, reason);
    if (!open.cases().offer(known.id(), candidates) && told) {
      return new PairingOutcome.SetAside(known.id(), reason, candidates);
    }
    Map<String, String> payload = new HashMap<>();
    payload.put("reason", reason);
    if (!candidates.isEmpty()) {
      payload.put("candidates", join(candidates.stream().map(Candidate::key)));
      payload.put("scores", join(candidates.stream().map(each -> "" + each.score())));
    }
    if (kept != null) {
      payload.put("report", kept.report().key().value());
      payload.put("reportVersion", Integer.toString(kept.version()));
    }
    open.append(
        EntryDraft.of(EntryKind.SET_ASIDE, known.id() + "#" + reason + "#" + occasion, payload)
            .forCase(known.id())
            .with(known.priority()));
    return new PairingOutcome.SetAside(known.id(), reason, candidates);
  }

  private static String join(Stream<String> values) {
    return values.collect(Collectors.joining(","));
  }
}
