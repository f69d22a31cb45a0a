package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.diptych.study.CaseId;
import org.diptych.study.Priority;
import org.diptych.study.ReportKey;

/** Reading entries. */
public final class Entries {
  private final Sql sql;
  private final DueWork work;
  private final Clock clock;

  Entries(Sql sql, DueWork work, Clock clock) {
    this.sql = sql;
    this.work = work;
    this.clock = clock;
  }

  public Optional<Entry> find(long id) {
    return sql.first("select * from entries where id = ?", Entries::read, id);
  }

  public Optional<Entry> find(EntryKind kind, String key) {
    return sql.first(
        "select * from entries where kind = ? and entry_key = ?",
        Entries::read,
        kind.wireName(),
        key);
  }

  /** Every entry of a case, of its study's instances and of its report, oldest first. */
  public List<Entry> ofCase(CaseId id) {
    return sql.list(
        "select * from entries where case_id = ? or report_key in"
            + " (select report_key from cases where id = ? and report_key is not null)"
            + " order by id",
        Entries::read,
        id.value(),
        id.value());
  }

  /** The message that brought an entry of a report, an order or a patient change. */
  public Optional<MessageOrigin> origin(Entry entry) {
    return switch (entry.kind()) {
      case REPORT_KEPT ->
          origin(
              "select * from reports where report_key = ? and version = ?",
              entry.get("report"),
              Integer.valueOf(entry.get("version")));
      case ORDER_KEPT -> origin("select * from orders where entry_id = ?", entry.id());
      case PATIENT_CHANGED ->
          origin("select * from patient_changes where entry_id = ?", entry.id());
      default -> Optional.empty();
    };
  }

  private Optional<MessageOrigin> origin(String query, Object... values) {
    return sql.first(
        query,
        rows -> new MessageOrigin(rows.getString("sender"), rows.getString("control_id")),
        values);
  }

  /** The case that the report was last paired in, whether or not it still is. */
  public Optional<CaseId> pairedBefore(ReportKey report) {
    return sql.first(
        "select case_id from entries where report_key = ? and kind = ? order by id desc limit 1",
        rows -> new CaseId(rows.getObject("case_id", UUID.class)),
        report.value(),
        EntryKind.CASE_READY.wireName());
  }

  /** How many entries there are of each kind, by wire name. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (EntryKind kind : EntryKind.values()) {
      counts.put(kind.wireName(), 0L);
    }
    sql.list(
        "select kind, count(*) as number from entries group by kind",
        rows -> counts.put(rows.getString("kind"), rows.getLong("number")));
    return counts;
  }

  /**
   * Makes the entry's work due again; false when the kind makes no work or there is no such entry.
   */
  public boolean replay(long id) {
    Optional<Entry> found = find(id).filter(entry -> entry.kind().isWork());
    if (found.isEmpty()) {
      return false;
    }
    Entry entry = found.get();
    int priority =
        sql.first("select priority from entries where id = ?", rows -> rows.getInt("priority"), id)
            .orElse(0);
    work.again(
        DueWork.task(entry.kind(), entry.destination()), id, priority, Sql.kept(clock.instant()));
    return true;
  }

  /** Puts what is still to be done for the case ahead, if it was less urgent than this. */
  public void raise(CaseId id, Priority priority) {
    for (Entry entry :
        sql.list(
            "select * from entries where case_id = ? and kind in"
                + " ('study-settled', 'case-ready', 'findings-ready', 'results-ready')",
            Entries::read,
            id.value())) {
      work.raise(DueWork.task(entry.kind(), entry.destination()), entry.id(), priority.rank());
    }
  }

  private static Entry read(ResultSet rows) throws SQLException {
    String kind = rows.getString("kind");
    UUID caseId = rows.getObject("case_id", UUID.class);
    return new Entry(
        rows.getLong("id"),
        EntryKind.parse(kind)
            .orElseThrow(() -> new IllegalStateException("no such kind of entry: " + kind)),
        rows.getString("entry_key"),
        caseId == null ? null : new CaseId(caseId),
        rows.getString("destination"),
        Json.payload(rows.getString("payload")),
        Sql.instant(rows, "recorded_at"));
  }
}
