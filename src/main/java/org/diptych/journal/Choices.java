package org.diptych.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.CaseId;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/** The register of what persons said belongs together; a study has one chosen report at most. */
public final class Choices {
  private final Transaction transaction;
  private final Sql sql;

  Choices(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  private record Choice(long entry, ReportKey report) {}

  /**
   * Remembers the choice in place of an earlier one for the study, and appends {@code
   * candidate-chosen}; the same choice again changes nothing.
   *
   * @param who chose
   */
  public Receipt keep(Uid study, ReportKey report, String who) {
    Optional<Choice> active = active(study);
    Instant now = transaction.now();
    if (active.filter(choice -> choice.report().equals(report)).isPresent()) {
      return new Receipt(active.get().entry(), EntryKind.CANDIDATE_CHOSEN, false, now);
    }
    int earlier =
        sql.first(
                "select count(*) as number from choices where study = ?",
                rows -> rows.getInt("number"),
                study.value())
            .orElse(0);
    Receipt receipt =
        transaction.append(
            EntryDraft.of(
                    EntryKind.CANDIDATE_CHOSEN,
                    study.value() + "#" + (earlier + 1),
                    Map.of("study", study.value(), "report", report.value(), "by", who))
                .forCase(CaseId.of(study)));
    sql.update(
        "update choices set ended_by = ? where study = ? and ended_by is null",
        receipt.entryId(),
        study.value());
    sql.update(
        "insert into choices (study, report_key, chosen_by, chosen_at, entry_id)"
            + " values (?, ?, ?, ?, ?)",
        study.value(),
        report.value(),
        who,
        now,
        receipt.entryId());
    return receipt;
  }

  private Optional<Choice> active(Uid study) {
    return sql.first(
        "select entry_id, report_key from choices where study = ? and ended_by is null",
        rows -> new Choice(rows.getLong("entry_id"), new ReportKey(rows.getString("report_key"))),
        study.value());
  }

  /** The report that a person chose for the study. */
  public Optional<ReportKey> reportOf(Uid study) {
    return active(study).map(Choice::report);
  }

  /** The studies that a person chose for the report. */
  public List<Uid> studiesOf(ReportKey report) {
    return sql.list(
        "select study from choices where report_key = ? and ended_by is null order by study",
        rows -> new Uid(rows.getString("study")),
        report.value());
  }
}
