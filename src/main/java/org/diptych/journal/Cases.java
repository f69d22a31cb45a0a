package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.diptych.study.Candidate;
import org.diptych.study.Case;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Finding;
import org.diptych.study.Findings;
import org.diptych.study.PatientId;
import org.diptych.study.Priority;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** The register of cases and their readings. */
public final class Cases {
  /** So many studies are looked through sooner than all cases are. */
  static final int FEW = 1000;

  private final Transaction transaction;
  private final Sql sql;

  Cases(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  public Optional<Case> find(CaseId id) {
    return sql.first("select * from cases where id = ?", Cases::read, id.value());
  }

  /** As {@link #find}, and no other transaction changes the case until this one ends. */
  public Optional<Case> lock(CaseId id) {
    return sql.first("select * from cases where id = ? for update", Cases::read, id.value());
  }

  public Optional<Case> ofStudy(Uid study) {
    return sql.first("select * from cases where study = ?", Cases::read, study.value());
  }

  public Optional<Case> ofReport(ReportKey report) {
    return sql.first(
        "select * from cases where report_key = ? order by study nulls last",
        Cases::read,
        report.value());
  }

  /** Every case that the report is part of, those with a study first. */
  public List<Case> allOfReport(ReportKey report) {
    return sql.list(
        "select * from cases where report_key = ? order by study nulls last",
        Cases::read,
        report.value());
  }

  /** What a person may choose for the case, the likeliest first. */
  public List<Candidate> candidates(CaseId id) {
    return sql.list(
        "select * from candidates where case_id = ? order by position",
        rows ->
            new Candidate(
                rows.getString("candidate"), rows.getInt("score"), rows.getString("evidence")),
        id.value());
  }

  /** Replaces what a person may choose for the case; answers whether that is something else. */
  public boolean offer(CaseId id, List<Candidate> candidates) {
    if (candidates(id).equals(candidates)) {
      return false;
    }
    sql.update("delete from candidates where case_id = ?", id.value());
    int position = 0;
    for (Candidate candidate : candidates) {
      sql.update(
          "insert into candidates (case_id, position, candidate, score, evidence)"
              + " values (?, ?, ?, ?, ?)",
          id.value(),
          position++,
          candidate.key(),
          candidate.score(),
          candidate.evidence());
    }
    return true;
  }

  /** Notes whom the results of the case are of; answers whether that was somebody else before. */
  public boolean subject(CaseId id, PatientId patient) {
    Optional<PatientId> before =
        sql.first(
            "select * from case_subjects where case_id = ?",
            rows -> new PatientId(rows.getString("patient_id"), rows.getString("patient_issuer")),
            id.value());
    if (before.filter(patient::equals).isPresent()) {
      return false;
    }
    sql.update("delete from case_subjects where case_id = ?", id.value());
    sql.update(
        "insert into case_subjects (case_id, patient_id, patient_issuer) values (?, ?, ?)",
        id.value(),
        patient.value(),
        patient.issuer());
    return before.isPresent();
  }

  public List<Case> list(CaseQuery query) {
    Set<String> patients =
        query.patient() == null
            ? Set.of()
            : transaction.patients().family(new PatientId(query.patient(), null)).stream()
                .map(PatientId::value)
                .collect(Collectors.toCollection(TreeSet::new));
    CaseSelect select = CaseSelect.of(query, patients, isRare(query.modality()));
    return sql.list(select.text(), Cases::read, select.values());
  }

  private boolean isRare(@Nullable String modality) {
    return modality != null
        && sql.list(
                    "select 1 from studies where modality = ? limit " + (FEW + 1),
                    rows -> true,
                    modality)
                .size()
            <= FEW;
  }

  public Map<CaseState, Long> counts() {
    Map<CaseState, Long> counts = new EnumMap<>(CaseState.class);
    for (CaseState state : CaseState.values()) {
      counts.put(state, 0L);
    }
    sql.list(
        "select state, count(*) as number from cases group by state",
        rows -> counts.put(CaseState.valueOf(rows.getString("state")), rows.getLong("number")));
    return counts;
  }

  /** Inserts or replaces the case. */
  public void save(Case changed) {
    Uid study = changed.study();
    ReportKey report = changed.report();
    int replaced =
        sql.update(
            "update cases set version = ?, study = ?, settled = ?, report_key = ?,"
                + " report_version = ?, state = ?, reason = ?, priority = ?, opened = ?,"
                + " changed = ? where id = ?",
            columns(changed, study, report));
    if (replaced == 0) {
      sql.update(
          "insert into cases (version, study, settled, report_key, report_version, state, reason,"
              + " priority, opened, changed, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          columns(changed, study, report));
    }
  }

  private static @Nullable Object[] columns(
      Case changed, @Nullable Uid study, @Nullable ReportKey report) {
    return new @Nullable Object[] {
      changed.version(),
      study == null ? null : study.value(),
      changed.settled(),
      report == null ? null : report.value(),
      changed.reportVersion(),
      changed.state().name(),
      changed.reason(),
      changed.priority().name(),
      changed.opened(),
      changed.changed(),
      changed.id().value()
    };
  }

  /** Removes a case that was folded into another; its entries go over to that one. */
  public void fold(CaseId from, CaseId into) {
    sql.update("update entries set case_id = ? where case_id = ?", into.value(), from.value());
    sql.update("delete from candidates where case_id = ?", from.value());
    sql.update("delete from cases where id = ?", from.value());
  }

  /** Keeps the reading of a case version; a second reading of the same version replaces nothing. */
  public void keep(Findings findings) {
    if (findings(findings.caseId(), findings.version()).isPresent()) {
      return;
    }
    sql.update(
        "insert into findings (case_id, version, document, read_at) values (?, ?, ?, ?)",
        findings.caseId().value(),
        findings.version(),
        Json.write(findings),
        findings.readAt());
    sql.update(
        "update cases set concordance = ? where id = ?"
            + " and not exists (select 1 from findings where case_id = ? and version > ?)",
        findings.findings().isEmpty()
            ? null
            : findings.findings().stream().mapToDouble(Finding::concordance).min().orElse(1),
        findings.caseId().value(),
        findings.caseId().value(),
        findings.version());
  }

  public Optional<Findings> findings(CaseId id, int version) {
    return sql.first(
        "select document from findings where case_id = ? and version = ?",
        rows -> Json.findings(rows.getString("document")),
        id.value(),
        version);
  }

  private static Case read(ResultSet rows) throws SQLException {
    String study = rows.getString("study");
    String report = rows.getString("report_key");
    return new Case(
        new CaseId(rows.getObject("id", UUID.class)),
        rows.getInt("version"),
        study == null ? null : new Uid(study),
        rows.getInt("settled"),
        report == null ? null : new ReportKey(report),
        rows.getInt("report_version"),
        CaseState.valueOf(rows.getString("state")),
        rows.getString("reason"),
        Priority.valueOf(rows.getString("priority")),
        Sql.instant(rows, "opened"),
        Sql.instant(rows, "changed"));
  }
}
