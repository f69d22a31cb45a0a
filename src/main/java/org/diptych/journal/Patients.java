package org.diptych.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientChange.Kind;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;

/** Which patient identifiers lead to which: merges, with their history, so that they can end. */
public final class Patients {
  private static final String LINK = " and kind in ('MERGE', 'MOVE', 'CHANGE_IDENTIFIER')";
  private static final String ACTIVE = LINK + " and ended_by is null";
  private static final int LONGEST_CHAIN = 32;

  private final Transaction transaction;
  private final Sql sql;

  Patients(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  private record Link(long id, PatientIdentity to, PatientId from) {}

  /**
   * Keeps what a message says of a patient and appends {@code patient-changed}. The same message
   * again (sender and control ID) is not fresh and changes nothing; another message under a control
   * ID that its sender used before is kept.
   *
   * @param sender sending application and facility (MSH-3, MSH-4), part of the idempotency key
   * @param object key of the raw message
   */
  public Receipt keep(PatientChange change, String sender, String object) {
    Receipt receipt =
        transaction.appendMessage(
            EntryKind.PATIENT_CHANGED,
            sender + "#" + change.controlId(),
            object,
            entry -> saysTheSame(entry, change),
            key ->
                EntryDraft.of(
                    EntryKind.PATIENT_CHANGED,
                    key,
                    Map.of("object", object, "change", change.kind().name())));
    if (receipt.fresh()) {
      PatientChangeRow.insert(sql, change, sender, object, receipt);
      if (change.kind() != Kind.UPDATE) {
        relink(change);
      }
    }
    return receipt;
  }

  private boolean saysTheSame(Entry entry, PatientChange change) {
    return ofEntry(entry.id())
        .filter(kept -> kept.patient().equals(change.patient()))
        .filter(kept -> kept.kind() == change.kind())
        .filter(kept -> Objects.equals(kept.prior(), change.prior()))
        .isPresent();
  }

  /** Finds anew which links hold, of everybody that the change may bear on. */
  private void relink(PatientChange change) {
    Set<PatientId> family = new LinkedHashSet<>(family(change.patient().id()));
    if (change.prior() != null) {
      family.addAll(family(change.prior()));
    }
    List<PatientLinks.Said> said = said(family);
    Map<Long, Long> ends = PatientLinks.ends(said);
    for (PatientLinks.Said each : said) {
      Long end = ends.get(each.id());
      if (!Objects.equals(end, each.endedBy())) {
        sql.update("update patient_changes set ended_by = ? where id = ?", end, each.id());
      }
    }
  }

  /** Everything but demographics that was said of the identifiers, in order of arrival. */
  private List<PatientLinks.Said> said(Set<PatientId> family) {
    String marks = String.join(", ", Collections.nCopies(family.size(), "?"));
    Stream<String> values = family.stream().map(PatientId::value);
    return sql
        .list(
            "select * from patient_changes where patient_id in (%1$s) union select * from patient_changes where prior_id in (%1$s) order by id"
                .formatted(marks),
            PatientChangeRow::said,
            Stream.concat(values, family.stream().map(PatientId::value)).toArray())
        .stream()
        .filter(each -> each.kind() != Kind.UPDATE)
        .filter(
            each -> family.stream().anyMatch(id -> id.sameAs(each.patient()) || isPrior(each, id)))
        .toList();
  }

  private static boolean isPrior(PatientLinks.Said said, PatientId id) {
    return said.prior() != null && said.prior().sameAs(id);
  }

  /** What the message of a {@code patient-changed} entry said. */
  public Optional<PatientChange> ofEntry(long entry) {
    return sql.first(
        "select * from patient_changes where entry_id = ?", PatientChangeRow::read, entry);
  }

  /**
   * The merges in force that concern the identifier and were said by this sender.
   *
   * @param controlIds how the control IDs of its messages begin
   */
  public List<PatientChange> merges(PatientId id, String sender, String controlIds) {
    return sql
        .list(
            "select * from patient_changes where (patient_id = ? or prior_id = ?) and"
                + " (sender = ? or sender like ?)"
                + ACTIVE
                + " order by id",
            PatientChangeRow::read,
            id.value(),
            id.value(),
            sender,
            sender + "|%")
        .stream()
        .filter(change -> change.kind() == PatientChange.Kind.MERGE)
        .filter(change -> change.controlId().startsWith(controlIds))
        .filter(change -> concerns(change, id))
        .toList();
  }

  private static boolean concerns(PatientChange change, PatientId id) {
    PatientId prior = change.prior();
    return change.patient().id().sameAs(id) || prior != null && prior.sameAs(id);
  }

  /** The {@code patient-changed} entries that speak of the identifier. */
  public List<Long> entriesOf(PatientId id) {
    return sql.list(
        "select entry_id from patient_changes where patient_id = ?"
            + " union select entry_id from patient_changes where prior_id = ? order by entry_id",
        rows -> rows.getLong("entry_id"),
        id.value(),
        id.value());
  }

  /** The identifier that this one leads to now: itself, when it was never merged. */
  public PatientId current(PatientId id) {
    return follow(id).map(PatientIdentity::id).orElse(id);
  }

  /** Who that is now: the surviving identity, when the identifier was merged into another. */
  public PatientIdentity current(PatientIdentity patient) {
    return follow(patient.id())
        .map(
            survivor ->
                new PatientIdentity(
                    survivor.id(),
                    survivor.name() == null ? patient.name() : survivor.name(),
                    survivor.birthDate() == null ? patient.birthDate() : survivor.birthDate(),
                    survivor.sex() == null ? patient.sex() : survivor.sex()))
        .orElse(patient);
  }

  private Optional<PatientIdentity> follow(PatientId id) {
    PatientIdentity reached = null;
    PatientId at = id;
    for (int step = 0; step < LONGEST_CHAIN; step++) {
      List<Link> next = links(at);
      // Without its issuer an identifier may be that of several patients, who went several ways.
      if (next.isEmpty() || next.stream().map(link -> link.to().id()).distinct().count() > 1) {
        break;
      }
      reached = next.get(0).to();
      at = reached.id();
    }
    return Optional.ofNullable(reached);
  }

  /** Every identifier that is or was linked with this one, itself included. */
  public Set<PatientId> family(PatientId id) {
    Set<PatientId> known = new LinkedHashSet<>();
    Deque<PatientId> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      PatientId each = open.remove();
      if (known.add(each)) {
        sql
            .list(
                "select * from patient_changes where prior_id = ?"
                    + LINK
                    + " union select * from patient_changes where patient_id = ?"
                    + LINK
                    + " and prior_id is not null",
                Patients::link,
                each.value(),
                each.value())
            .stream()
            .filter(link -> link.from().sameAs(each) || link.to().id().sameAs(each))
            .forEach(
                link -> {
                  open.add(link.from());
                  open.add(link.to().id());
                });
      }
    }
    return known;
  }

  /** The active links that lead away from the identifier, the newest first. */
  private List<Link> links(PatientId from) {
    return sql
        .list(
            "select * from patient_changes where prior_id = ?" + ACTIVE + " order by id desc",
            Patients::link,
            from.value())
        .stream()
        .filter(link -> link.from().sameAs(from) && !link.to().id().equals(link.from()))
        .toList();
  }

  private static Link link(ResultSet rows) throws SQLException {
    return new Link(
        rows.getLong("id"),
        Objects.requireNonNull(PatientRow.patient(rows)),
        new PatientId(rows.getString("prior_id"), rows.getString("prior_issuer")));
  }
}
