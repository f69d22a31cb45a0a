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

  /**
   * Remembers the choice in place of an earlier one for the study, and appends {@code
   * candidate-chosen}; the same choice again changes nothing.
   *
   * @param who chose
   */
  public Receipt keep(Uid study, ReportKey report, String who) {
    Optional<KeptChoice> active = ofStudy(study);
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

  /**
   * Ends the choice for the study and appends {@code choice-undone}; undone twice it is undone
   * once.
   *
   * @param who says so
   * @return empty when there is no choice to undo
   */
  public Optional<Receipt> undo(Uid study, String who) {
    Optional<KeptChoice> active = ofStudy(study);
    if (active.isEmpty()) {
      return undone(study);
    }
    KeptChoice choice = active.get();
    Receipt receipt =
        transaction.append(
            EntryDraft.of(
                    EntryKind.CHOICE_UNDONE,
                    study.value() + "#" + choice.entry(),
                    Map.of(
                        "study", study.value(),
                        "report", choice.report().value(),
                        "by", who,
                        "entry", Long.toString(choice.entry())))
                .forCase(CaseId.of(study)));
    sql.update(
        "update choices set ended_by = ? where study = ? and ended_by is null",
        receipt.entryId(),
        study.value());
    return Optional.of(receipt);
  }

  /** The entry that ended the latest choice for the study, if a person undid it. */
  private Optional<Receipt> undone(Uid study) {
    return sql.first(
            "select ended_by from choices where study = ? order by id desc limit 1",
            rows -> rows.getLong("ended_by"),
            study.value())
        .flatMap(transaction.entries()::find)
        .filter(entry -> entry.kind() == EntryKind.CHOICE_UNDONE)
        .map(Receipt::again);
  }

  /** What a person chose for the study, while it is in force. */
  public Optional<KeptChoice> ofStudy(Uid study) {
    return sql.first(
        "select * from choices where study = ? and ended_by is null",
        rows ->
            new KeptChoice(
                rows.getLong("entry_id"),
                new ReportKey(rows.getString("report_key")),
                rows.getString("chosen_by"),
                Sql.instant(rows, "chosen_at")),
        study.value());
  }

  /** The report that a person chose for the study. */
  public Optional<ReportKey> reportOf(Uid study) {
    return ofStudy(study).map(KeptChoice::report);
  }

  /** The studies that a person chose for the report. */
  public List<Uid> studiesOf(ReportKey report) {
    return sql.list(
        "select study from choices where report_key = ? and ended_by is null order by study",
        rows -> new Uid(rows.getString("study")),
        report.value());
  }
}
