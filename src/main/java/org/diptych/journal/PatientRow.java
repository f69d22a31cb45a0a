package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.jspecify.annotations.Nullable;

/** The columns of patient and order that studies and reports share. */
final class PatientRow {
  private PatientRow() {}

  static @Nullable PatientIdentity patient(ResultSet rows) throws SQLException {
    String id = rows.getString("patient_id");
    if (id == null) {
      return null;
    }
    return new PatientIdentity(
        new PatientId(id, rows.getString("patient_issuer")),
        rows.getString("patient_name"),
        rows.getObject("birth_date", LocalDate.class),
        rows.getString("sex"));
  }

  static @Nullable AccessionNumber accession(ResultSet rows) throws SQLException {
    String value = rows.getString("accession");
    return value == null ? null : new AccessionNumber(value, rows.getString("accession_issuer"));
  }

  static @Nullable CodedText procedure(ResultSet rows) throws SQLException {
    String code = rows.getString("procedure_code");
    return code == null
        ? null
        : new CodedText(
            code, rows.getString("procedure_system"), rows.getString("procedure_display"));
  }

  /** accession, accession_issuer, patient_id, patient_issuer, patient_name, birth_date, sex. */
  static @Nullable Object[] columns(
      @Nullable AccessionNumber accession, @Nullable PatientIdentity patient) {
    return new @Nullable Object[] {
      accession == null ? null : accession.value(),
      accession == null ? null : accession.issuer(),
      patient == null ? null : patient.id().value(),
      patient == null ? null : patient.id().issuer(),
      patient == null ? null : patient.name(),
      patient == null ? null : patient.birthDate(),
      patient == null ? null : patient.sex()
    };
  }
}
