package org.diptych.journal;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CaseId;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.StudyLink;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** The register of reports and their versions. */
public final class Reports {
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
   * @param object key of the raw message
   */
  public Receipt keep(RadiologyReport report, String sender, String object) {
    ReportKey identity = report.key();
    int version =
        sql.first(
                    "select max(version) as last from reports where report_key = ?",
                    rows -> rows.getInt("last"),
                    identity.value())
                .orElse(0)
            + 1;
    Receipt receipt =
        transaction.appendMessage(
            EntryKind.REPORT_KEPT,
            sender + "#" + report.controlId(),
            object,
            entry -> saysTheSame(entry, report),
            key ->
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

  private boolean saysTheSame(Entry entry, RadiologyReport report) {
    return ReportRow.all(sql, entry.get("report")).stream()
        .filter(kept -> entry.get("version").equals(Integer.toString(kept.version())))
        .anyMatch(kept -> kept.report().equals(report));
  }

  /** The report as its messages together say it. */
  public Optional<KeptReport> latest(ReportKey key) {
    List<KeptReport> messages = ReportRow.all(sql, key.value());
    return messages.isEmpty()
        ? Optional.empty()
        : Optional.of(current(ReportHistory.whole(messages)));
  }

  /** When the first version of the report was issued, as far as its messages say. */
  public Optional<LocalDateTime> firstIssued(ReportKey key) {
    return ReportRow.all(sql, key.value()).stream()
        .flatMap(kept -> Optional.ofNullable(kept.report().issued()).stream())
        .min(Comparator.naturalOrder());
  }

  /** As {@link #latest}, and no other transaction locks the report until this one ends. */
  public Optional<KeptReport> lock(ReportKey key) {
    sql.list(
        "select version from reports where report_key = ? and version = 1 for update",
        rows -> rows.getInt("version"),
        key.value());
    return latest(key);
  }

  /** The report as it stood when each of its messages had arrived, in order of arrival. */
  public List<KeptReport> versions(ReportKey key) {
    List<KeptReport> messages = ReportRow.all(sql, key.value());
    List<KeptReport> versions = new ArrayList<>();
    for (int last = 1; last <= messages.size(); last++) {
      versions.add(current(ReportHistory.whole(messages.subList(0, last))));
    }
    return versions;
  }

  /** The report of the patient that its patient is now. */
  private KeptReport current(KeptReport kept) {
    PatientIdentity patient = kept.report().patient();
    return patient == null
        ? kept
        : kept.with(kept.report().of(transaction.patients().current(patient)));
  }

  /** Reports that name the study. */
  public List<KeptReport> naming(Uid study) {
    return found(
            "select report_key from reports where study = ?"
                + " union select report_key from report_links where study = ?",
            study.value(),
            study.value())
        .filter(kept -> kept.report().links().stream().anyMatch(link -> study.equals(link.study())))
        .toList();
  }

  /** Reports of the order. */
  public List<KeptReport> withAccession(AccessionNumber accession) {
    return found(
            "select report_key from reports where accession = ?"
                + " union select report_key from report_links where accession = ?",
            accession.value(),
            accession.value())
        .filter(
            kept ->
                kept.report().links().stream()
                    .map(StudyLink::accession)
                    .anyMatch(own -> own != null && own.sameAs(accession)))
        .toList();
  }

  /** Reports whose order has either number. */
  public List<KeptReport> numbered(@Nullable String placer, @Nullable String filler) {
    return found(
            "select report_key from reports where placer_order_number = ?"
                + " union select report_key from reports where filler_order_number = ?",
            placer,
            filler)
        .toList();
  }

  /** Reports that a message brought under the patient identifier. */
  public List<ReportKey> ofPatient(PatientId patient) {
    return sql
        .list(
            "select report_key, patient_id, patient_issuer from reports where patient_id = ?"
                + " order by report_key, version",
            rows ->
                new PatientId(rows.getString("patient_id"), rows.getString("patient_issuer"))
                        .sameAs(patient)
                    ? rows.getString("report_key")
                    : "",
            patient.value())
        .stream()
        .filter(key -> !key.isEmpty())
        .distinct()
        .map(ReportKey::new)
        .toList();
  }

  /**
   * Reports of the patient, observed in the time, that name no study and no other order: at most a
   * few, for of many none is told from the others.
   */
  public List<ReportKey> ofPatient(
      PatientId patient,
      @Nullable AccessionNumber accession,
      LocalDateTime from,
      LocalDateTime to) {
    List<@Nullable Object> values = new ArrayList<>(List.of(patient.value(), from, to));
    String order = "";
    if (accession != null) {
      order = " and (accession is null or accession = ?)";
      values.add(accession.value());
    }
    return sql.list(
        "select distinct report_key from reports where patient_id = ?"
            + " and observed_at between ? and ? and study is null"
            + order
            + " order by report_key limit 32",
        rows -> new ReportKey(rows.getString("report_key")),
        values.toArray());
  }

  private Stream<KeptReport> found(String keys, @Nullable Object... values) {
    return sql.list(keys, rows -> new ReportKey(rows.getString("report_key")), values).stream()
        .distinct()
        .sorted(Comparator.comparing(ReportKey::value))
        .flatMap(key -> latest(key).stream());
  }
}
