package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** A row of the studies table. */
final class StudyRow {
  private StudyRow() {}

  static void insert(
      Sql sql,
      ImagingStudy study,
      @Nullable Integer expected,
      Instant seen,
      String callingAeTitle) {
    List<@Nullable Object> values = described(study);
    values.addAll(Arrays.asList(seen, seen, callingAeTitle, expected, study.uid().value()));
    sql.update(
        "insert into studies (accession, accession_issuer, patient_id, patient_issuer,"
            + " patient_name, birth_date, sex, modality, body_part, started, description, priority,"
            + " first_seen, last_seen, calling_ae_title, expected, uid, instances, settled,"
            + " is_open, round) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0,"
            + " true, 1)",
        values.toArray());
  }

  static void describe(Sql sql, ImagingStudy study) {
    List<@Nullable Object> values = described(study);
    values.add(study.uid().value());
    sql.update(
        "update studies set accession = ?, accession_issuer = ?, patient_id = ?,"
            + " patient_issuer = ?, patient_name = ?, birth_date = ?, sex = ?, modality = ?,"
            + " body_part = ?, started = ?, description = ?, priority = ? where uid = ?",
        values.toArray());
  }

  private static List<@Nullable Object> described(ImagingStudy study) {
    List<@Nullable Object> values =
        new ArrayList<>(Arrays.asList(PatientRow.columns(study.accession(), study.patient())));
    values.add(study.modality());
    values.add(study.bodyPart());
    values.add(study.started());
    values.add(study.description());
    values.add(study.priority().name());
    return values;
  }

  static ImagingStudy read(ResultSet rows) throws SQLException {
    return new ImagingStudy(
        new Uid(rows.getString("uid")),
        PatientRow.accession(rows),
        PatientRow.patient(rows),
        rows.getString("modality"),
        rows.getString("body_part"),
        rows.getObject("started", LocalDateTime.class),
        rows.getString("description"),
        Priority.valueOf(rows.getString("priority")));
  }

  static StudyProgress progress(ResultSet rows) throws SQLException {
    return new StudyProgress(
        rows.getInt("instances"),
        Sql.instant(rows, "first_seen"),
        Sql.instant(rows, "last_seen"),
        rows.getInt("settled"),
        rows.getBoolean("is_open"),
        Duration.ofMillis(rows.getLong("longest_gap_millis")),
        rows.getString("calling_ae_title"));
  }
}
