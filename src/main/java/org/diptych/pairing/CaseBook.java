package org.diptych.pairing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.KeptReport;
import org.diptych.journal.StudyProgress;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ImagingStudy;
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
  private final Instant now;

  CaseBook(Transaction open, Instant now) {
    this.open = open;
    // As precise as the database, so that a case read back equals the case written.
    this.now = now.truncatedTo(ChronoUnit.MICROS);
  }

  /** The case of a study, new and receiving when there was none; locked. */
  Case ofStudy(ImagingStudy study, Instant firstSeen) {
    CaseId id = CaseId.of(study.uid());
    return open.cases()
        .lock(id)
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
                    study.priority(),
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
        report.priority(),
        known.map(Case::opened).orElse(kept.receivedAt()),
        known.map(Case::changed).orElse(now));
  }

  /** Writes the case in its state, unless that is how it stands. */
  void save(Case known, CaseState state, String reason) {
    Case changed = at(known, state, reason, now);
    boolean stands =
        open.cases()
            .find(known.id())
            .filter(kept -> at(kept, kept.state(), kept.reason(), now).equals(changed))
            .isPresent();
    if (!stands) {
      open.cases().save(changed);
    }
  }

  private static Case at(Case known, CaseState state, String reason, Instant changed) {
    return new Case(
        known.id(),
        known.version(),
        known.study(),
        known.settled(),
        known.report(),
        known.reportVersion(),
        state,
        reason,
        known.priority(),
        known.opened(),
        changed);
  }

  /** Lets the case wait, and a person know when it waited too long. */
  PairingOutcome await(Case known, CaseState state, String reason, Duration longest) {
    Instant due = known.opened().plus(longest);
    if (!due.isAfter(now)) {
      return setAside(known, OVERDUE, "overdue#" + state.name(), List.of(), null);
    }
    save(known, state, reason);
    open.append(
        EntryDraft.of(
                EntryKind.CASE_DUE, known.id() + "#" + state.name(), Map.of("state", state.name()))
            .forCase(known.id())
            .with(known.priority())
            .dueAt(due));
    return new PairingOutcome.Waiting(known.id());
  }

  /**
   * Makes one case of study and report, ready to be read; the same inputs as those of the last
   * reading change nothing.
   */
  PairingOutcome pair(ImagingStudy study, StudyProgress progress, KeptReport kept, String rule) {
    RadiologyReport report = kept.report();
    Case known = ofStudy(study, progress.firstSeen());
    if (known.settled() == progress.settled()
        && report.key().equals(known.report())
        && known.reportVersion() == kept.version()) {
      return new PairingOutcome.Unchanged(known.id());
    }
    open.cases().fold(CaseId.of(report.key()), known.id());
    Priority priority = higher(study.priority(), report.priority());
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
            priority,
            known.opened(),
            now);
    open.cases().save(ready);
    open.append(
        EntryDraft.of(
                EntryKind.CASE_READY,
                ready.id() + "#" + ready.version(),
                Map.of(
                    "study", study.uid().value(),
                    "version", Integer.toString(ready.version()),
                    "report", report.key().value(),
                    "reportVersion", Integer.toString(kept.version())))
            .forCase(ready.id())
            .with(priority));
    return new PairingOutcome.Paired(ready.id(), ready.version(), rule);
  }

  /**
   * Puts the case before a person, once for the same inputs.
   *
   * @param inputs tells one occasion from the next: which settling, which report version
   */
  PairingOutcome.SetAside setAside(
      Case known, String reason, String inputs, List<Uid> studies, @Nullable KeptReport kept) {
    save(known, CaseState.SET_ASIDE, reason);
    Map<String, String> payload = new HashMap<>();
    payload.put("reason", reason);
    if (!studies.isEmpty()) {
      payload.put("candidates", studies.stream().map(Uid::value).collect(Collectors.joining(",")));
    }
    if (kept != null) {
      payload.put("report", kept.report().key().value());
      payload.put("reportVersion", Integer.toString(kept.version()));
    }
    open.append(
        EntryDraft.of(EntryKind.SET_ASIDE, known.id() + "#" + inputs, payload)
            .forCase(known.id())
            .with(known.priority()));
    return new PairingOutcome.SetAside(known.id(), reason, studies);
  }

  /** The case of the study that the report is paired with, if there is one. */
  Optional<Case> pairedWith(ReportKey report) {
    return open.cases().ofReport(report).filter(known -> known.study() != null);
  }

  private static Priority higher(Priority one, Priority other) {
    return one.rank() >= other.rank() ? one : other;
  }
}
