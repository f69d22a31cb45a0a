package org.diptych.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CaseId;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/** The register of reports and their versions. */
public final class Reports {
  private static final String LATEST =
      " and version = (select max(version) from reports of_key"
          + " where of_key.report_key = reports.report_key) order by report_key";

  private final Transaction transaction;
  private final Sql sql;

  Reports(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /**
   * Keeps a report as the next version of its key and appends {@code report-kept}. The same message
   * again (sender and control ID) is not fresh and changes nothing; another message under a control
   * ID that its sender used before is kept, for nothing that was acknowledged may be lost.
   *
   * @param sender sending application and facility (MSH-3, MSH-4), part of the idempotency key
   * @param object key of the raw message in the object store
   */
  public Receipt keep(RadiologyReport report, String sender, String object) {
    String key = sender + "#" + report.controlId();
    Optional<Entry> taken = transaction.entries().find(EntryKind.REPORT_KEPT, key);
    if (taken.isPresent() && !sameMessage(taken.get(), report, object)) {
      key = key + "#" + object;
    }
    ReportKey identity = report.key();
    int version = latest(identity).map(KeptReport::version).orElse(0) + 1;
    Receipt receipt =
        transaction.append(
            EntryDraft.of(
                    EntryKind.REPORT_KEPT,
                    key,
                    Map.of(
                        "report", identity.value(),
                        "version", Integer.toString(version),
                        "object", object))
                .forCase(CaseId.of(identity))
                .with(report.priority()));
    if (receipt.fresh()) {
      ReportRow.insert(sql, report, version, sender, object, receipt);
    }
    return receipt;
  }

  private boolean sameMessage(Entry entry, RadiologyReport report, String object) {
    return entry.get("object").equals(object)
        || sql.first("select * from reports where entry_id = ?", ReportRow::read, entry.id())
            .map(kept -> kept.report().equals(report))
            .orElse(false);
  }

  /** The latest version. */
  public Optional<KeptReport> latest(ReportKey key) {
    return sql.first(
        "select * from reports where report_key = ? order by version desc limit 1",
        ReportRow::read,
        key.value());
  }

  /** As {@link #latest}, and no other transaction locks the report until this one ends. */
  public Optional<KeptReport> lock(ReportKey key) {
    sql.list(
        "select version from reports where report_key = ? and version = 1 for update",
        rows -> rows.getInt("version"),
        key.value());
    return latest(key);
  }

  public List<KeptReport> versions(ReportKey key) {
    return sql.list(
        "select * from reports where report_key = ? order by version",
        ReportRow::read,
        key.value());
  }

  /** Latest versions of reports that name the study. */
  public List<KeptReport> naming(Uid study) {
    return sql.list(
        "select * from reports where study = ?" + LATEST, ReportRow::read, study.value());
  }

  /** Latest versions of reports of the order. */
  public List<KeptReport> withAccession(AccessionNumber accession) {
    return sql
        .list(
            "select * from reports where accession = ?" + LATEST,
            ReportRow::read,
            accession.value())
        .stream()
        .filter(kept -> sameOrder(kept.report(), accession))
        .toList();
  }

  private static boolean sameOrder(RadiologyReport report, AccessionNumber accession) {
    AccessionNumber own = report.accession();
    return own != null && own.sameAs(accession);
  }
}
