package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.StudyLink;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** A row of the reports table: one version of one report. */
final class ReportRow {
  private ReportRow() {}

  static void insert(
      Sql sql, RadiologyReport report, int version, String sender, String object, Receipt receipt) {
    CodedText procedure = report.procedure();
    Uid study = report.study();
    List<@Nullable Object> values =
        new ArrayList<>(Arrays.asList(PatientRow.columns(report.accession(), report.patient())));
    values.addAll(
        Arrays.<@Nullable Object>asList(
            report.key().value(),
            version,
            report.status().code(),
            report.text(),
            study == null ? null : study.value(),
            report.placerOrderNumber(),
            report.fillerOrderNumber(),
            procedure == null ? null : procedure.code(),
            procedure == null ? null : procedure.system(),
            procedure == null ? null : procedure.display(),
            report.observedAt(),
            report.priority().name(),
            report.controlId(),
            sender,
            object,
            receipt.recordedAt(),
            receipt.entryId(),
            report.issued(),
            report.addendum(),
            report.author()));
    sql.update(
        "insert into reports (accession, accession_issuer, patient_id, patient_issuer,"
            + " patient_name, birth_date, sex, report_key, version, status, narrative, study,"
            + " placer_order_number, filler_order_number, procedure_code, procedure_system,"
            + " procedure_display, observed_at, priority, control_id, sender, object, received_at,"
            + " entry_id, issued, addendum, author) values"
            + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
    for (StudyLink link : report.others()) {
      Uid other = link.study();
      AccessionNumber accession = link.accession();
      sql.update(
          "insert into report_links (report_key, version, study, accession, accession_issuer)"
              + " values (?, ?, ?, ?, ?)",
          report.key().value(),
          version,
          other == null ? null : other.value(),
          accession == null ? null : accession.value(),
          accession == null ? null : accession.issuer());
    }
  }

  /** The versions of the report as they were kept, with every study each of them names. */
  static List<KeptReport> all(Sql sql, String key) {
    List<KeptReport> rows =
        sql.list(
            "select * from reports where report_key = ? order by version", ReportRow::read, key);
    Map<Integer, List<StudyLink>> others = new HashMap<>();
    sql.list(
        "select * from report_links where report_key = ? order by id",
        link ->
            others
                .computeIfAbsent(link.getInt("version"), version -> new ArrayList<>())
                .add(link(link)),
        key);
    return rows.stream()
        .map(kept -> with(kept, others.getOrDefault(kept.version(), List.of())))
        .toList();
  }

  private static StudyLink link(ResultSet rows) throws SQLException {
    String study = rows.getString("study");
    return new StudyLink(study == null ? null : new Uid(study), PatientRow.accession(rows));
  }

  private static KeptReport with(KeptReport kept, List<StudyLink> others) {
    RadiologyReport report = kept.report();
    RadiologyReport whole =
        new RadiologyReport(
            report.key(),
            report.status(),
            report.text(),
            report.study(),
            report.accession(),
            report.patient(),
            report.placerOrderNumber(),
            report.fillerOrderNumber(),
            report.procedure(),
            report.observedAt(),
            report.priority(),
            report.controlId(),
            report.issued(),
            report.addendum(),
            others,
            report.author());
    return new KeptReport(whole, kept.version(), kept.object(), kept.receivedAt());
  }

  private static KeptReport read(ResultSet rows) throws SQLException {
    String study = rows.getString("study");
    String status = rows.getString("status");
    RadiologyReport report =
        new RadiologyReport(
            new ReportKey(rows.getString("report_key")),
            ReportStatus.parse(status)
                .orElseThrow(() -> new IllegalStateException("no such report status: " + status)),
            rows.getString("narrative"),
            study == null ? null : new Uid(study),
            PatientRow.accession(rows),
            PatientRow.patient(rows),
            rows.getString("placer_order_number"),
            rows.getString("filler_order_number"),
            PatientRow.procedure(rows),
            rows.getObject("observed_at", LocalDateTime.class),
            Priority.valueOf(rows.getString("priority")),
            rows.getString("control_id"),
            rows.getObject("issued", LocalDateTime.class),
            rows.getBoolean("addendum"),
            List.of(),
            rows.getString("author"));
    Instant received = Sql.instant(rows, "received_at");
    return new KeptReport(report, rows.getInt("version"), rows.getString("object"), received);
  }
}
