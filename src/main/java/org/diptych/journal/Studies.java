package org.diptych.journal;

import static java.util.Comparator.reverseOrder;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CaseId;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** The register of studies and their instances. */
public final class Studies {
  private static final int MOST_PRIORS = 10;

  private final Transaction transaction;
  private final Sql sql;

  Studies(Transaction transaction, Sql sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  /**
   * Keeps an instance and what it says of its study, and appends {@code instance-kept}; opens the
   * study (again) with a {@code study-due} timer when it was new or settled. The caller has checked
   * with {@link #instance} that the UID is not taken; a race loses with a constraint error and the
   * work runs again.
   */
  public Receipt keep(KeptInstance kept, ImagingStudy study) {
    Uid uid = study.uid();
    Receipt receipt =
        transaction.append(
            EntryDraft.of(
                    EntryKind.INSTANCE_KEPT,
                    kept.instance().uid().value(),
                    Map.of(
                        "study", uid.value(),
                        "instance", kept.instance().uid().value(),
                        "object", kept.object()))
                .forCase(CaseId.of(uid)));
    if (!receipt.fresh()) {
      return receipt;
    }
    InstanceRow.insert(sql, kept, receipt.entryId());
    Seen seen = seen(kept, study);
    if (seen.opened()) {
      look(study, uid.value() + "#" + seen.round());
    }
    if (seen.isLast()) {
      // With the last announced instance nobody waits for the timer.
      look(study, uid.value() + "#" + seen.round() + "#all" + seen.instances());
    }
    return receipt;
  }

  private void look(ImagingStudy study, String key) {
    transaction.append(
        EntryDraft.of(EntryKind.STUDY_DUE, key, Map.of("study", study.uid().value()))
            .forCase(CaseId.of(study.uid()))
            .with(study.priority()));
  }

  /** Counts the instance, and how long it let wait. */
  private Seen seen(KeptInstance kept, ImagingStudy study) {
    Instant seen = kept.receivedAt();
    Optional<Opening> before =
        sql.first(
            "select * from studies where uid = ? for update",
            rows ->
                new Opening(
                    StudyRow.read(rows),
                    StudyRow.progress(rows),
                    rows.getInt("round"),
                    rows.getObject("expected", Integer.class)),
            study.uid().value());
    if (before.isEmpty()) {
      Integer expected = transaction.announcements().expected(study.uid()).instances();
      StudyRow.insert(sql, study, expected, Sql.kept(seen), kept.callingAeTitle());
      return new Seen(1, true, 1, expected);
    }
    Opening known = before.get();
    ImagingStudy described = StudyDescription.merge(known.study(), study);
    if (!described.equals(known.study())) {
      StudyRow.describe(sql, described);
    }
    StudyProgress progress = known.progress();
    boolean opened = !progress.open();
    int round = opened ? known.round() + 1 : known.round();
    Duration gap = Duration.between(progress.lastSeen(), seen);
    sql.update(
        "update studies set instances = instances + 1, last_seen = greatest(last_seen, ?),"
            + " is_open = true, round = ?, longest_gap_millis = ?, calling_ae_title = ?"
            + " where uid = ?",
        Sql.kept(seen),
        round,
        opened ? 0 : Math.max(progress.longestGap().toMillis(), gap.toMillis()),
        kept.callingAeTitle(),
        study.uid().value());
    return new Seen(round, opened, progress.instances() + 1, known.expected());
  }

  /** How many instances are announced of the study, as far as it is known already. */
  void expect(Uid study, @Nullable Integer instances) {
    sql.update("update studies set expected = ? where uid = ?", instances, study.value());
  }

  public Optional<KeptInstance> instance(Uid sopInstance) {
    return sql.first(
        "select * from instances where uid = ?", InstanceRow::read, sopInstance.value());
  }

  /** The instances of a study by series, instance number and arrival. */
  public List<KeptInstance> instances(Uid study) {
    return sql.list(
        "select * from instances where study = ?"
            + " order by series, coalesce(instance_number, 2147483647), entry_id",
        InstanceRow::read,
        study.value());
  }

  public Optional<ImagingStudy> find(Uid study) {
    return sql.first("select * from studies where uid = ?", StudyRow::read, study.value())
        .map(this::current);
  }

  public List<ImagingStudy> withAccession(AccessionNumber accession) {
    return sql
        .list(
            "select * from studies where accession = ? order by uid",
            StudyRow::read,
            accession.value())
        .stream()
        .filter(study -> study.accession() != null && study.accession().sameAs(accession))
        .map(this::current)
        .toList();
  }

  /** Studies that came under the patient identifier. */
  public List<Uid> ofPatient(PatientId patient) {
    return sql
        .list("select * from studies where patient_id = ?", StudyRow::read, patient.value())
        .stream()
        .filter(study -> study.patient() != null && study.patient().id().sameAs(patient))
        .map(ImagingStudy::uid)
        .toList();
  }

  /**
   * Studies of the patient that began in the time and are of no other order: at most a few, for of
   * many none is told from the others.
   */
  public List<ImagingStudy> ofPatient(
      PatientId patient,
      @Nullable AccessionNumber accession,
      LocalDateTime from,
      LocalDateTime to) {
    List<@Nullable Object> values = new ArrayList<>(List.of(patient.value(), from, to));
    String order = "";
    if (accession != null) {
      order = " and (accession is null or accession = ?)";
      values.add(accession.value());
    }
    return sql
        .list(
            "select * from studies where patient_id = ? and started between ? and ?"
                + order
                + " order by uid limit 32",
            StudyRow::read,
            values.toArray())
        .stream()
        .map(this::current)
        .toList();
  }

  /**
   * Earlier studies of the patient, whatever identifiers led to it, the latest first: at most ten.
   */
  public List<Uid> priors(ImagingStudy study) {
    PatientIdentity patient = study.patient();
    LocalDateTime started = study.started();
    if (patient == null || started == null) {
      return List.of();
    }
    List<ImagingStudy> earlier = new ArrayList<>();
    for (PatientId id : transaction.patients().family(patient.id())) {
      sql
          .list(
              "select * from studies where patient_id = ? and started < ?"
                  + " order by started desc limit "
                  + MOST_PRIORS,
              StudyRow::read,
              id.value(),
              started)
          .stream()
          .map(this::current)
          .filter(each -> each.patient() != null && each.patient().id().sameAs(patient.id()))
          .forEach(earlier::add);
    }
    return earlier.stream()
        .sorted(
            Comparator.comparing(ImagingStudy::started, Comparator.nullsLast(reverseOrder()))
                .thenComparing(each -> each.uid().value()))
        .map(ImagingStudy::uid)
        .distinct()
        .limit(MOST_PRIORS)
        .toList();
  }

  /** The study of the patient that its patient is now. */
  private ImagingStudy current(ImagingStudy study) {
    PatientIdentity patient = study.patient();
    return patient == null ? study : study.of(transaction.patients().current(patient));
  }

  public Optional<StudyProgress> progress(Uid study) {
    return sql.first("select * from studies where uid = ?", StudyRow::progress, study.value());
  }

  /** As {@link #progress}, and no other transaction changes the study until this one ends. */
  public Optional<StudyProgress> lock(Uid study) {
    return sql.first(
        "select * from studies where uid = ? for update", StudyRow::progress, study.value());
  }

  /**
   * Marks the study settled and counts the settling, unless an instance arrived after {@code
   * lastSeen}.
   *
   * @return the number of this settling, from 1, or empty when something arrived meanwhile
   */
  public Optional<Integer> settle(Uid study, Instant lastSeen) {
    int settled =
        sql.update(
            "update studies set is_open = false, settled = settled + 1"
                + " where uid = ? and is_open = true and last_seen <= ?",
            study.value(),
            lastSeen);
    return settled == 0 ? Optional.empty() : progress(study).map(StudyProgress::settled);
  }

  private record Opening(
      ImagingStudy study, StudyProgress progress, int round, @Nullable Integer expected) {}

  private record Seen(int round, boolean opened, int instances, @Nullable Integer expected) {
    boolean isLast() {
      return expected != null && instances == expected;
    }
  }
}
