package org.diptych.journal;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/**
 * Deletes cases with everything that only they needed, and leaves a trace that names no patient.
 * The files of a deleted case are removed later, by whoever finds that nobody refers to them.
 */
public final class Retention {
  /** Where nothing more happens by itself. */
  private static final Set<CaseState> ENDS =
      EnumSet.of(CaseState.DELIVERED, CaseState.ABANDONED, CaseState.SET_ASIDE);

  private static final int PAGE = 1000;

  private final Transaction transaction;
  private final Sql sql;

  Retention(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /** Cases in the state that did not change since, the oldest first. */
  public List<CaseId> unchangedSince(CaseState state, Instant since, int most) {
    return sql.list(
        "select id from cases where state = ? and changed < ? order by changed limit ?",
        rows -> new CaseId(rows.getObject("id", UUID.class)),
        state.name(),
        since,
        most);
  }

  /** What belongs to nothing that is held. */
  Unattached unattached() {
    return new Unattached(transaction, sql);
  }

  /** What is left of a case that was deleted: its newest trace. */
  public Optional<Entry> trace(CaseId id) {
    return transaction.entries().ofCase(id).stream()
        .filter(entry -> entry.kind() == EntryKind.CASE_DELETED)
        .reduce((earlier, later) -> later);
  }

  /**
   * Deletes the case.
   *
   * @param rule why: the setting, or what a person said
   * @param by who
   */
  public Deletion delete(CaseId id, String rule, String by) {
    Optional<Case> found = transaction.cases().lock(id);
    if (found.isEmpty()) {
      return new Deletion.Unknown(id);
    }
    Case subject = found.get();
    if (!ENDS.contains(subject.state())) {
      return new Deletion.NotNow("a case that is " + words(subject.state()) + " is not deleted");
    }
    Uid study = subject.study();
    if (study != null
        && transaction.studies().lock(study).filter(StudyProgress::open).isPresent()) {
      return new Deletion.NotNow("images of the case are arriving");
    }
    if (isWorkedOn(id)) {
      return new Deletion.NotNow("something is still to be done for the case");
    }
    Map<String, String> told = new LinkedHashMap<>();
    told.put("state", subject.state().name());
    told.put("version", Integer.toString(subject.version()));
    told.put("rule", rule);
    told.put("by", by);
    long last = lastEntry(id);
    forget(subject, told);
    return new Deletion.Done(
        transaction.append(
            EntryDraft.of(EntryKind.CASE_DELETED, id + "#" + last, told).forCase(id)));
  }

  private static String words(CaseState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Timers of an ended case find nothing to do; any other work is a reason to wait. */
  private boolean isWorkedOn(CaseId id) {
    return sql.first(
            "select 1 as found from entries e join scheduled_tasks t"
                + " on t.task_instance = cast(e.id as varchar) where e.case_id = ?"
                + " and e.kind not in ('case-due', 'study-due', 'set-aside') limit 1",
            rows -> true,
            id.value())
        .isPresent();
  }

  private long lastEntry(CaseId id) {
    return sql.first(
            "select max(id) as last from entries where case_id = ?",
            rows -> rows.getLong("last"),
            id.value())
        .orElse(0L);
  }

  private void forget(Case subject, Map<String, String> told) {
    CaseId id = subject.id();
    int instances = 0;
    long bytes = 0;
    Uid study = subject.study();
    if (study != null) {
      List<KeptInstance> kept = transaction.studies().instances(study);
      instances = kept.size();
      bytes = kept.stream().mapToLong(KeptInstance::bytes).sum();
      forget(study);
    }
    told.put("instances", Integer.toString(instances));
    told.put("bytes", Long.toString(bytes));
    ReportKey report = subject.report();
    boolean shared = report != null && transaction.cases().allOfReport(report).size() > 1;
    told.put("reports", Integer.toString(report == null || shared ? 0 : forget(report)));
    sql.update("delete from findings where case_id = ?", id.value());
    sql.update("delete from candidates where case_id = ?", id.value());
    sql.update("delete from case_subjects where case_id = ?", id.value());
    sql.update("delete from cases where id = ?", id.value());
    sql.update(
        "delete from scheduled_tasks where task_instance in"
            + " (select cast(id as varchar) from entries where case_id = ?)",
        id.value());
    sql.update(
        "delete from entries where case_id = ? and kind <> ?",
        id.value(),
        EntryKind.CASE_DELETED.wireName());
  }

  private void forget(Uid study) {
    forgetRows("orders", "study = ?", study.value());
    sql.update("delete from instances where study = ?", study.value());
    sql.update("delete from study_announcements where study = ?", study.value());
    sql.update("delete from choices where study = ?", study.value());
    sql.update("delete from studies where uid = ?", study.value());
  }

  /** How many versions there were. */
  private int forget(ReportKey report) {
    sql.update("delete from report_links where report_key = ?", report.value());
    sql.update("delete from choices where report_key = ?", report.value());
    sql.update(
        "delete from scheduled_tasks where task_instance in"
            + " (select cast(id as varchar) from entries where report_key = ?)",
        report.value());
    sql.update("delete from entries where report_key = ?", report.value());
    return forgetRows("reports", "report_key = ?", report.value());
  }

  /** The rows, and the raw messages that brought nothing else. */
  private int forgetRows(String table, String condition, String value) {
    List<String> objects =
        sql.list(
            "select distinct object from " + table + " where " + condition,
            rows -> rows.getString("object"),
            value);
    int rows = sql.update("delete from " + table + " where " + condition, value);
    objects.forEach(transaction.messages()::forgetUnlessUsed);
    return rows;
  }

  /** Objects with the prefix that a register, a reading or an entry refers to. */
  Set<String> referred(String prefix) {
    Set<String> referred = new HashSet<>();
    for (String table : List.of("instances", "reports", "orders", "patient_changes")) {
      referred.addAll(
          sql.list(
              "select distinct object from " + table + " where object like ?",
              rows -> rows.getString("object"),
              prefix + "%"));
    }
    Pattern mentioned =
        Pattern.compile("\\b" + prefix + "[0-9a-f]{" + (64 - prefix.length()) + "}\\b");
    readings(mentioned, referred);
    entries(mentioned, referred);
    return referred;
  }

  /** Pictures of readings; their documents are long, so they are read page by page. */
  private void readings(Pattern mentioned, Set<String> referred) {
    UUID last = new UUID(0, 0);
    for (boolean more = true; more; ) {
      List<UUID> cases =
          sql.list(
              "select distinct case_id from findings where case_id > ? order by case_id limit "
                  + PAGE,
              rows -> rows.getObject("case_id", UUID.class),
              last);
      for (UUID each : cases) {
        sql.list(
            "select document from findings where case_id = ?",
            rows -> collect(mentioned, rows.getString("document"), referred),
            each);
        last = each;
      }
      more = cases.size() == PAGE;
    }
  }

  /** Transactions that were sent or wait. */
  private void entries(Pattern mentioned, Set<String> referred) {
    long last = 0;
    for (boolean more = true; more; ) {
      List<Long> seen =
          sql.list(
              "select id, payload from entries where id > ? and payload like '%\"object\"%'"
                  + " order by id limit "
                  + PAGE,
              rows -> {
                collect(mentioned, rows.getString("payload"), referred);
                return rows.getLong("id");
              },
              last);
      last = seen.isEmpty() ? last : seen.get(seen.size() - 1);
      more = seen.size() == PAGE;
    }
  }

  private static boolean collect(Pattern mentioned, String text, Set<String> referred) {
    return mentioned.matcher(text).results().map(MatchResult::group).map(referred::add).count() > 0;
  }
}
