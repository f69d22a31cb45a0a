package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.diptych.study.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what was taken and belongs to nothing that is held: orders without study and report,
 * changes of patients of whom nothing is here, and announcements that were followed up. What is
 * still to be worked on, or was put before a person, stays.
 */
final class Unattached {
  /** Rows that one transaction looks at. */
  static final int PAGE = 500;

  /** Neither due nor before a person: the kind of the entry, and the column that has its id. */
  private static final String DONE =
      " and not exists (select 1 from scheduled_tasks t where t.task_name = '%1$s'"
          + " and t.task_instance = cast(%2$s as varchar))"
          + " and not exists (select 1 from entries a where a.kind = 'set-aside'"
          + " and a.entry_key = concat('entry#', cast(%2$s as varchar)))";

  private static final String NO_STUDY_OR_REPORT =
      " and not exists (select 1 from studies s where s.uid = o.study)"
          + " and not exists (select 1 from studies s where s.accession = o.accession)"
          + " and not exists (select 1 from reports r where r.accession = o.accession)"
          + " and not exists (select 1 from report_links l where l.accession = o.accession)"
          + " and not exists"
          + " (select 1 from reports r where r.placer_order_number = o.placer_order_number)"
          + " and not exists"
          + " (select 1 from reports r where r.filler_order_number = o.filler_order_number)";

  private final Transaction transaction;
  private final Sql sql;

  Unattached(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /** What there is to look through, page by page. */
  enum Kind {
    ORDERS,
    PATIENT_CHANGES,
    ANNOUNCEMENTS
  }

  /**
   * How far a page went.
   *
   * @param last where the next page begins, null when there is none
   */
  record Page(int deleted, @Nullable Long last) {}

  private record Row(long id, long entry, String object) {}

  /** Deletes a page of what is older than the instant, after the id of a row. */
  Page delete(Kind kind, Instant before, long after) {
    return switch (kind) {
      case ORDERS -> orders(before, after);
      case PATIENT_CHANGES -> patientChanges(before, after);
      case ANNOUNCEMENTS -> announcements(before, after);
    };
  }

  /** An order that is to be carried out later is as young as that. */
  private Page orders(Instant before, long after) {
    List<Row> rows =
        sql.list(
            "select o.id, o.entry_id, o.object from orders o where o.id > ? and o.received_at < ?"
                + " and (o.scheduled is null or o.scheduled < ?)"
                + done(EntryKind.ORDER_KEPT, "o.entry_id")
                + NO_STUDY_OR_REPORT
                + " order by o.id limit "
                + PAGE,
            Unattached::row,
            after,
            before,
            LocalDateTime.ofInstant(before, ZoneOffset.UTC));
    for (Row row : rows) {
      sql.update("delete from study_announcements where origin = ?", "order#" + row.entry());
      forget("orders", row);
    }
    return new Page(rows.size(), last(rows.stream().map(Row::id).toList()));
  }

  private void forget(String table, Row row) {
    sql.update("delete from " + table + " where id = ?", row.id());
    sql.update("delete from entries where id = ?", row.entry());
    transaction.messages().forgetUnlessUsed(row.object());
  }

  /** Who was ever linked goes together: a chain that lost a link would lead nowhere. */
  private Page patientChanges(Instant before, long after) {
    List<Long> ids =
        sql.list(
            "select id from patient_changes where id > ? and received_at < ? order by id limit "
                + PAGE,
            found -> found.getLong("id"),
            after,
            before);
    int deleted = 0;
    for (Long id : ids) {
      Set<PatientId> family = family(id);
      if (!family.isEmpty() && !isHeld(family)) {
        List<Row> rows = said(family, "");
        String over = " and received_at < ?" + done(EntryKind.PATIENT_CHANGED, "entry_id");
        if (said(family, over, before).size() == rows.size()) {
          rows.forEach(row -> forget("patient_changes", row));
          deleted += rows.size();
        }
      }
    }
    return new Page(deleted, last(ids));
  }

  /** Everybody the change speaks of and was ever linked with; nobody when it is gone already. */
  private Set<PatientId> family(long id) {
    Set<PatientId> family = new LinkedHashSet<>();
    sql.list("select * from patient_changes where id = ?", PatientChangeRow::said, id)
        .forEach(
            said -> {
              family.addAll(transaction.patients().family(said.patient()));
              if (said.prior() != null) {
                family.addAll(transaction.patients().family(said.prior()));
              }
            });
    return family;
  }

  /** By value alone: an identifier without issuer may be that of anybody. */
  private boolean isHeld(Set<PatientId> family) {
    String among = " where patient_id in (" + marks(family) + ")";
    return sql.first(
            "select 1 as held from studies" + among + " union all select 1 from reports" + among,
            rows -> true,
            twice(family))
        .isPresent();
  }

  private List<Row> said(Set<PatientId> family, String condition, Object... values) {
    List<Object> all = new ArrayList<>(List.of(twice(family)));
    all.addAll(List.of(values));
    return sql.list(
        "select id, entry_id, object from patient_changes"
            + " where (patient_id in (%1$s) or prior_id in (%1$s))".formatted(marks(family))
            + condition,
        Unattached::row,
        all.toArray());
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(rows.getLong("id"), rows.getLong("entry_id"), rows.getString("object"));
  }

  private static String done(EntryKind kind, String entry) {
    return DONE.formatted(kind.wireName(), entry);
  }

  private static String marks(Set<PatientId> family) {
    return String.join(", ", Collections.nCopies(family.size(), "?"));
  }

  private static Object[] twice(Set<PatientId> family) {
    List<Object> values = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      family.forEach(id -> values.add(id.value()));
    }
    return values.toArray();
  }

  /** What such an entry brought, it brought as entries of their own. */
  private Page announcements(Instant before, long after) {
    List<Long> ids =
        sql.list(
            "select e.id from entries e where e.kind = ? and e.id > ? and e.recorded_at < ?"
                + done(EntryKind.RESOURCE_ANNOUNCED, "e.id")
                + " order by e.id limit "
                + PAGE,
            rows -> rows.getLong("id"),
            EntryKind.RESOURCE_ANNOUNCED.wireName(),
            after,
            before);
    ids.forEach(id -> sql.update("delete from entries where id = ?", id));
    return new Page(ids.size(), last(ids));
  }

  private static @Nullable Long last(List<Long> ids) {
    return ids.size() < PAGE ? null : ids.get(ids.size() - 1);
  }
}
