package org.diptych.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientIdentity;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.jspecify.annotations.Nullable;

/** What the journal holds of a version of a case, and of what was written before it. */
final class ReadingSource {
  private ReadingSource() {}

  /**
   * What a reading is written from.
   *
   * @param overtaken whether a newer reading of the case is there, which will be written instead
   * @param earlier object key of the transaction of the version before, or null
   * @param draftEnds whether the report is final now and was not when the case was written before
   */
  record Material(
      Reading reading, boolean overtaken, @Nullable String earlier, boolean draftEnds) {}

  /** A version that was written, and the object key of its transaction. */
  private record Written(int version, String object) {}

  static Material material(Transaction transaction, CaseId id, int version) {
    Case known = transaction.cases().find(id).orElseThrow(() -> missing("case", id));
    Case subject = asRead(transaction, known, version);
    Findings findings =
        transaction.cases().findings(id, version).orElseThrow(() -> missing("reading", id));
    boolean overtaken =
        known.version() > version && transaction.cases().findings(id, known.version()).isPresent();
    Reading reading = reading(transaction, subject, findings);
    Optional<Written> before = written(transaction, id, version);
    return new Material(
        reading,
        overtaken,
        before.map(Written::object).orElse(null),
        isFinal(reading.report())
            && before.filter(each -> wasDraft(transaction, known, each.version())).isPresent());
  }

  /** Whether that version was of a report not yet final, or has withdrawn such a one. */
  private static boolean wasDraft(Transaction transaction, Case known, int version) {
    if (transaction.cases().findings(known.id(), version).isEmpty()) {
      return true;
    }
    Case then = asRead(transaction, known, version);
    return then.reportVersion() != known.reportVersion() && !isFinal(report(transaction, then));
  }

  private static boolean isFinal(@Nullable KeptReport report) {
    return report != null
        && (report.report().status() == ReportStatus.FINAL
            || report.report().status() == ReportStatus.CORRECTED);
  }

  /** The case with the report that this version of it was read with. */
  private static Case asRead(Transaction transaction, Case known, int version) {
    Optional<Entry> ready =
        transaction.entries().find(EntryKind.CASE_READY, known.id() + "#" + version);
    if (known.version() == version || ready.isEmpty()) {
      return known;
    }
    return new Case(
        known.id(),
        version,
        known.study(),
        known.settled(),
        new ReportKey(ready.get().get("report")),
        Integer.parseInt(ready.get().get("reportVersion")),
        known.state(),
        known.reason(),
        known.priority(),
        known.opened(),
        known.changed());
  }

  private static Reading reading(Transaction transaction, Case subject, Findings findings) {
    ImagingStudy study =
        Optional.ofNullable(subject.study()).flatMap(transaction.studies()::find).orElse(null);
    List<KeptInstance> instances =
        subject.study() == null ? List.of() : transaction.studies().instances(subject.study());
    KeptReport report = report(transaction, subject);
    PatientIdentity said = Reading.said(study, report);
    return new Reading(subject, findings, study, instances, report)
        .of(said == null ? null : transaction.patients().current(said));
  }

  /** The version of the report that was read, which need not be the latest. */
  private static @Nullable KeptReport report(Transaction transaction, Case subject) {
    ReportKey key = subject.report();
    if (key == null) {
      return null;
    }
    return transaction.reports().versions(key).stream()
        .filter(kept -> kept.version() == subject.reportVersion())
        .findFirst()
        .or(() -> transaction.reports().latest(key))
        .orElse(null);
  }

  /** Object key of the nearest version before this one; it carries what came before it. */
  static Optional<String> earlier(Transaction transaction, CaseId id, int version) {
    return written(transaction, id, version).map(Written::object);
  }

  private static Optional<Written> written(Transaction transaction, CaseId id, int version) {
    for (int before = version - 1; before > 0; before--) {
      Optional<Entry> entry = transaction.entries().find(EntryKind.RESULTS_READY, key(id, before));
      if (entry.isPresent()) {
        return Optional.of(new Written(before, entry.get().get("object")));
      }
    }
    return Optional.empty();
  }

  /** The latest version up to this one that was written. */
  static Optional<Integer> latestWritten(Transaction transaction, CaseId id, int version) {
    return written(transaction, id, version + 1).map(Written::version);
  }

  /** Whether the case was withdrawn after this version of it. */
  static boolean withdrawn(Transaction transaction, CaseId id, int version) {
    int latest = transaction.cases().find(id).map(Case::version).orElse(version);
    return IntStream.rangeClosed(version + 1, latest)
        .anyMatch(
            later ->
                transaction.entries().find(EntryKind.CASE_WITHDRAWN, id + "#" + later).isPresent());
  }

  static String key(CaseId id, int version) {
    return id + "#" + version + "#" + ResultWriter.FHIR;
  }

  private static IllegalStateException missing(String what, CaseId id) {
    return new IllegalStateException("no " + what + " for " + id);
  }
}
