package org.diptych.admin;

import java.time.Instant;
import java.time.LocalDateTime;
import org.diptych.journal.KeptReport;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.jspecify.annotations.Nullable;

/** One version of a report as the page and REST show it. */
record ReportView(
    ReportStatus status,
    int version,
    @Nullable String accession,
    @Nullable Person patient,
    @Nullable String procedure,
    @Nullable LocalDateTime observedAt,
    Instant receivedAt,
    @Nullable String author,
    String text) {
  static ReportView of(KeptReport kept) {
    RadiologyReport report = kept.report();
    return new ReportView(
        report.status(),
        kept.version(),
        report.accession() == null ? null : report.accession().value(),
        report.patient() == null ? null : Person.of(report.patient()),
        report.procedure() == null ? null : report.procedure().display(),
        report.observedAt(),
        kept.receivedAt(),
        report.author(),
        report.text());
  }

  /** Keys only. */
  @Override
  public String toString() {
    return "ReportView[version=" + version + "]";
  }
}
