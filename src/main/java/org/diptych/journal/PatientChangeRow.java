package org.diptych.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
            receipt.entryId()));
    sql.update(
        "insert into patient_changes (patient_id, patient_issuer, patient_name, birth_date, sex,"
            + " kind, prior_id, prior_issuer, control_id, sender, object, received_at, entry_id)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
  }
}
