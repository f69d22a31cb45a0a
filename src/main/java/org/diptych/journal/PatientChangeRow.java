package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.jspecify.annotations.Nullable;

/** A row of the patient changes table: what one message said of who a patient is. */
final class PatientChangeRow {
  private PatientChangeRow() {}

  static void insert(Sql sql, PatientChange change, String sender, String object, Receipt receipt) {
    PatientId prior = change.prior();
    List<@Nullable Object> values =
        new ArrayList<>(Arrays.asList(PatientRow.columns(null, change.patient())).subList(2, 7));
    values.addAll(
        Arrays.<@Nullable Object>asList(
            change.kind().name(),
            prior == null ? null : prior.value(),
            prior == null ? null : prior.issuer(),
            change.controlId(),
            sender,
            object,
            receipt.recordedAt(),
            receipt.entryId(),
            change.at()));
    sql.update(
        "insert into patient_changes (patient_id, patient_issuer, patient_name, birth_date, sex,"
            + " kind, prior_id, prior_issuer, control_id, sender, object, received_at, entry_id,"
            + " happened_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
  }

  static PatientChange read(ResultSet rows) throws SQLException {
    return new PatientChange(
        PatientChange.Kind.valueOf(rows.getString("kind")),
        Objects.requireNonNull(PatientRow.patient(rows)),
        prior(rows),
        rows.getString("control_id"),
        rows.getObject("happened_at", LocalDateTime.class));
  }

  static PatientLinks.Said said(ResultSet rows) throws SQLException {
    return new PatientLinks.Said(
        rows.getLong("id"),
        rows.getLong("entry_id"),
        PatientChange.Kind.valueOf(rows.getString("kind")),
        new PatientId(rows.getString("patient_id"), rows.getString("patient_issuer")),
        prior(rows),
        rows.getObject("happened_at", LocalDateTime.class),
        rows.getObject("ended_by", Long.class));
  }

  private static @Nullable PatientId prior(ResultSet rows) throws SQLException {
    String prior = rows.getString("prior_id");
    return prior == null ? null : new PatientId(prior, rows.getString("prior_issuer"));
  }
}
