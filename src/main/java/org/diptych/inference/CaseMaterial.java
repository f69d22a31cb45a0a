package org.diptych.inference;

import java.util.List;
import java.util.Optional;
import org.diptych.journal.Entry;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.Findings;
import org.diptych.study.ImagingStudy;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * Everything a reading needs of one case version.
 *
 * @param text of the version of the report the reading is of, or null without one
 * @param known the reading, when this version was read before
 */
record CaseMaterial(
    Case subject,
    @Nullable ImagingStudy study,
    List<KeptInstance> instances,
    @Nullable String text,
    @Nullable Findings known) {
  /** Empty when the entry is of a version that is no longer the case's. */
  static Optional<CaseMaterial> of(Transaction transaction, Entry caseReady) {
    int version = Integer.parseInt(caseReady.get("version"));
    Optional<Case> subject =
        transaction
            .cases()
            .find(caseReady.requireCase())
            .filter(found -> found.version() == version);
    if (subject.isEmpty()) {
      return Optional.empty();
    }
    String named = caseReady.payload().get("study");
    Uid study = named == null ? subject.get().study() : new Uid(named);
    return Optional.of(
        new CaseMaterial(
            subject.get(),
            study == null ? null : transaction.studies().find(study).orElse(null),
            study == null ? List.of() : transaction.studies().instances(study),
            text(transaction, subject.get()),
            transaction.cases().findings(subject.get().id(), version).orElse(null)));
  }

  private static @Nullable String text(Transaction transaction, Case subject) {
    ReportKey report = subject.report();
    if (report == null) {
      return null;
    }
    return transaction.reports().versions(report).stream()
        .filter(kept -> kept.version() == subject.reportVersion())
        .map(KeptReport::report)
        .map(found -> found.text())
        .findFirst()
        .orElse(null);
  }
}
