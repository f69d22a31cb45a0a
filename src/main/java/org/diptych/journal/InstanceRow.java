package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.diptych.study.SopInstance;
import org.diptych.study.Uid;

/** A row of the instances table. */
final class InstanceRow {
  private InstanceRow() {}

  static void insert(Sql sql, KeptInstance kept, long entry) {
    SopInstance instance = kept.instance();
    sql.update(
        "insert into instances (uid, study, series, sop_class, transfer_syntax, modality,"
            + " body_part, view_position, instance_number, image_type, image_rows, image_columns,"
            + " object, dataset_digest, bytes, calling_ae_title, received_at, entry_id) values (?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        instance.uid().value(),
        instance.study().value(),
        instance.series().value(),
        instance.sopClass().value(),
        instance.transferSyntax().value(),
        instance.modality(),
        instance.bodyPart(),
        instance.viewPosition(),
        instance.instanceNumber(),
        instance.imageType(),
        instance.rows(),
        instance.columns(),
        kept.object(),
        kept.datasetDigest(),
        kept.bytes(),
        kept.callingAeTitle(),
        kept.receivedAt(),
        entry);
  }

  static KeptInstance read(ResultSet rows) throws SQLException {
    SopInstance instance =
        new SopInstance(
            new Uid(rows.getString("uid")),
            new Uid(rows.getString("sop_class")),
            new Uid(rows.getString("transfer_syntax")),
            new Uid(rows.getString("series")),
            new Uid(rows.getString("study")),
            rows.getString("modality"),
            rows.getString("body_part"),
            rows.getString("view_position"),
            rows.getObject("instance_number", Integer.class),
            rows.getString("image_type"),
            rows.getInt("image_rows"),
            rows.getInt("image_columns"));
    return new KeptInstance(
        instance,
        rows.getString("object"),
        rows.getString("dataset_digest"),
        rows.getLong("bytes"),
        rows.getString("calling_ae_title"),
        Sql.instant(rows, "received_at"));
  }
}
