package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diptych.study.CodedText;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
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
            receipt.entryId()));
    sql.update(
        "insert into reports (accession, accession_issuer, patient_id, patient_issuer,"
            + " patient_name, birth_date, sex, report_key, version, status, narrative, study,"
            + " placer_order_number, filler_order_number, procedure_code, procedure_system,"
            + " procedure_display, observed_at, priority, control_id, sender, object, received_at,"
            + " entry_id) values"
            + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
  }

  static KeptReport read(ResultSet rows) throws SQLException {
    String study = rows.getString("study");
    String procedure = rows.getString("procedure_code");
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
            procedure == null
                ? null
                : new CodedText(
                    procedure,
                    rows.getString("procedure_system"),
                    rows.getString("procedure_display")),
            rows.getObject("observed_at", LocalDateTime.class),
            Priority.valueOf(rows.getString("priority")),
            rows.getString("control_id"));
    Instant received = Sql.instant(rows, "received_at");
    return new KeptReport(report, rows.getInt("version"), rows.getString("object"), received);
  }
}
