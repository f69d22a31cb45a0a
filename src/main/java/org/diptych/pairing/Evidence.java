package org.diptych.pairing;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Case;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Order;
import org.diptych.study.PatientIdentity;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.StudyLink;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * Which studies a report may be of, from the strongest evidence to the weakest. What it finds
 * follows from the registers alone, not from the order in which they were filled.
 */
final class Evidence {
  private final Transaction open;
  private final PairingConfig config;
  private final Map<ReportKey, Match> known = new HashMap<>();

  Evidence(Transaction open, PairingConfig config) {
    this.open = open;
    this.config = config;
  }

  /** The studies of the report; a cancelled one has none. */
  Match match(KeptReport kept) {
    return known.computeIfAbsent(kept.report().key(), key -> look(kept));
  }

  private Match look(KeptReport kept) {
    RadiologyReport report = kept.report();
    if (report.status() == ReportStatus.CANCELLED) {
      return new Match(kept, List.of());
    }
    List<Uid> chosen = open.choices().studiesOf(report.key());
    return chosen.isEmpty() ? found(kept) : new Match(kept, slots(PairingRule.CHOSEN, chosen));
  }

  /** The studies of the report, whatever a person chose. */
  private Match found(KeptReport kept) {
    RadiologyReport report = kept.report();
    List<Match.Slot> named = new ArrayList<>();
    for (StudyLink link : report.links()) {
      Uid study = link.study();
      AccessionNumber accession = link.accession();
      if (study != null) {
        named.addAll(slots(PairingRule.STUDY, List.of(study)));
      } else if (accession != null) {
        named.addAll(byAccession(report, accession));
      }
    }
    // A report that names its study is of no other, whatever else would speak for it.
    boolean says = report.links().stream().anyMatch(link -> link.study() != null);
    if (says || !named.isEmpty()) {
      return new Match(kept, named);
    }
    List<ImagingStudy> ordered = free(report, byOrder(report));
    if (!ordered.isEmpty()) {
      return new Match(kept, List.of(new Match.Slot(PairingRule.ORDER, ordered)));
    }
    List<ImagingStudy> likely = free(report, byPatient(report));
    return new Match(
        kept, likely.isEmpty() ? List.of() : List.of(new Match.Slot(PairingRule.PATIENT, likely)));
  }

  private List<Match.Slot> slots(PairingRule rule, List<Uid> studies) {
    return studies.stream()
        .flatMap(uid -> open.studies().find(uid).stream())
        .map(study -> new Match.Slot(rule, List.of(study)))
        .toList();
  }

  private List<Match.Slot> byAccession(RadiologyReport report, AccessionNumber accession) {
    List<ImagingStudy> found = free(report, open.studies().withAccession(accession));
    List<ImagingStudy> exact =
        accession.issuer() == null
            ? List.of()
            : found.stream().filter(study -> accession.equals(study.accession())).toList();
    if (!exact.isEmpty()) {
      return List.of(new Match.Slot(PairingRule.ACCESSION_AND_ISSUER, exact));
    }
    return found.isEmpty() ? List.of() : List.of(new Match.Slot(PairingRule.ACCESSION, found));
  }

  /** Studies of orders seen under the report's order numbers, of no other patient and order. */
  private List<ImagingStudy> byOrder(RadiologyReport report) {
    Map<Uid, ImagingStudy> found = new LinkedHashMap<>();
    for (KeptOrder kept :
        open.orders().numbered(report.placerOrderNumber(), report.fillerOrderNumber())) {
      Order order = kept.order();
      if (Identity.contradict(current(order.patient()), report.patient())
          || otherOrder(report.accession(), order.accession())) {
        continue;
      }
      if (order.study() != null) {
        open.studies().find(order.study()).ifPresent(study -> found.put(study.uid(), study));
      } else if (order.accession() != null) {
        open.studies()
            .withAccession(order.accession())
            .forEach(study -> found.put(study.uid(), study));
      }
    }
    return List.copyOf(found.values());
  }

  private @Nullable PatientIdentity current(@Nullable PatientIdentity patient) {
    return patient == null ? null : open.patients().current(patient);
  }

  /**
   * Studies of the same patient and procedure at about the same time, that no other report names.
   */
  private List<ImagingStudy> byPatient(RadiologyReport report) {
    PatientIdentity patient = report.patient();
    LocalDateTime observed = report.observedAt();
    if (!weak(report) || patient == null || observed == null) {
      return List.of();
    }
    Procedure procedure = new Procedure(report.procedure());
    return open.patients().family(patient.id()).stream()
        .flatMap(
            id ->
                open
                    .studies()
                    .ofPatient(
                        id,
                        report.accession(),
                        observed.minus(config.window()),
                        observed.plus(config.window()))
                    .stream())
        .distinct()
        .filter(study -> Identity.agree(study.patient(), patient))
        .filter(study -> !otherOrder(report.accession(), study.accession()))
        .filter(procedure::fits)
        .filter(study -> named(study).filter(Evidence::holds).allMatch(same(report)))
        .sorted(Comparator.comparing(study -> study.uid().value()))
        .toList();
  }

  private boolean weak(RadiologyReport report) {
    return !config.window().isZero() && report.links().stream().noneMatch(l -> l.study() != null);
  }

  private static boolean otherOrder(
      @Nullable AccessionNumber one, @Nullable AccessionNumber other) {
    return one != null && other != null && !one.sameAs(other);
  }

  /** Without the studies that a person gave to another report. */
  private List<ImagingStudy> free(RadiologyReport report, List<ImagingStudy> studies) {
    return studies.stream()
        .filter(
            study ->
                open.choices()
                    .reportOf(study.uid())
                    .filter(chosen -> !chosen.equals(report.key()))
                    .isEmpty())
        .toList();
  }

  private static boolean holds(KeptReport kept) {
    return kept.report().status() != ReportStatus.CANCELLED;
  }

  private static Predicate<KeptReport> same(RadiologyReport report) {
    return kept -> kept.report().key().equals(report.key());
  }

  /** Reports that name the study, its accession number or its order. */
  private Stream<KeptReport> named(ImagingStudy study) {
    AccessionNumber accession = study.accession();
    Stream<KeptReport> naming = open.reports().naming(study.uid()).stream();
    Stream<KeptReport> ofOrder =
        accession == null ? Stream.empty() : open.reports().withAccession(accession).stream();
    Stream<KeptReport> numbered =
        open.orders().of(study.uid(), accession).stream()
            .map(KeptOrder::order)
            .flatMap(
                order ->
                    open
                        .reports()
                        .numbered(order.placerOrderNumber(), order.fillerOrderNumber())
                        .stream());
    return Stream.of(naming, ofOrder, numbered).flatMap(each -> each);
  }

  /** Every report that a decision about the study may depend on. */
  Set<ReportKey> reportsAround(Uid uid) {
    Set<ReportKey> keys = new TreeSet<>(Comparator.comparing(ReportKey::value));
    open.cases()
        .ofStudy(uid)
        .flatMap(known -> Optional.ofNullable(known.report()))
        .ifPresent(keys::add);
    open.choices().reportOf(uid).ifPresent(keys::add);
    open.studies()
        .find(uid)
        .ifPresent(
            study -> {
              named(study).map(kept -> kept.report().key()).forEach(keys::add);
              keys.addAll(likely(study));
            });
    return keys;
  }

  private List<ReportKey> likely(ImagingStudy study) {
    PatientIdentity patient = study.patient();
    LocalDateTime started = study.started();
    if (config.window().isZero() || patient == null || started == null) {
      return List.of();
    }
    return open.patients().family(patient.id()).stream()
        .flatMap(
            id ->
                open
                    .reports()
                    .ofPatient(
                        id,
                        study.accession(),
                        started.minus(config.window()),
                        started.plus(config.window()))
                    .stream())
        .toList();
  }

  /** Every study that a decision about the report may concern. */
  Set<Uid> studiesAround(KeptReport kept) {
    Set<Uid> studies = new TreeSet<>(Comparator.comparing(Uid::value));
    match(kept).studies().forEach(studies::add);
    if (!open.choices().studiesOf(kept.report().key()).isEmpty()) {
      // What was not chosen waits for another report from now on.
      found(kept).studies().forEach(studies::add);
    }
    open.cases().allOfReport(kept.report().key()).stream()
        .map(Case::study)
        .forEach(
            study -> {
              if (study != null) {
                studies.add(study);
              }
            });
    return studies;
  }

  /** Whether a report says anything that a study could be found by, now or later. */
  static boolean canMatch(RadiologyReport report) {
    return !report.links().isEmpty()
        || report.placerOrderNumber() != null
        || report.fillerOrderNumber() != null
        || (report.patient() != null && report.observedAt() != null);
  }
}
