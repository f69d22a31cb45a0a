package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diptych.study.CodedText;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** A row of the orders table: what one message said of one order. */
final class OrderRow {
  private OrderRow() {}

  static void insert(Sql sql, Order order, String sender, String object, Receipt receipt) {
    CodedText procedure = order.procedure();
    Uid study = order.study();
    List<@Nullable Object> values =
        new ArrayList<>(Arrays.asList(PatientRow.columns(order.accession(), order.patient())));
    values.addAll(
        Arrays.<@Nullable Object>asList(
            order.placerOrderNumber(),
            order.fillerOrderNumber(),
            study == null ? null : study.value(),
            procedure == null ? null : procedure.code(),
            procedure == null ? null : procedure.system(),
            procedure == null ? null : procedure.display(),
            order.state().name(),
            order.priority().name(),
            order.scheduled(),
            order.controlId(),
            sender,
            object,
            receipt.recordedAt(),
            receipt.entryId()));
    sql.update(
        "insert into orders (accession, accession_issuer, patient_id, patient_issuer,"
            + " patient_name, birth_date, sex, placer_order_number, filler_order_number, study,"
            + " procedure_code, procedure_system, procedure_display, state, priority, scheduled,"
            + " control_id, sender, object, received_at, entry_id) values"
            + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
  }

  static KeptOrder read(ResultSet rows) throws SQLException {
    String study = rows.getString("study");
    Order order =
        new Order(
            rows.getString("placer_order_number"),
            rows.getString("filler_order_number"),
            PatientRow.accession(rows),
            study == null ? null : new Uid(study),
            PatientRow.patient(rows),
            PatientRow.procedure(rows),
            OrderState.valueOf(rows.getString("state")),
            Priority.valueOf(rows.getString("priority")),
            rows.getObject("scheduled", LocalDateTime.class),
            rows.getString("control_id"));
    return new KeptOrder(
        order,
        rows.getLong("entry_id"),
        rows.getString("object"),
        Sql.instant(rows, "received_at"));
  }
}
