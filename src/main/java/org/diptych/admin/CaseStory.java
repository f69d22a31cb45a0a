package org.diptych.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.diptych.journal.Entry;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.Case;
import org.diptych.study.ImagingStudy;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.RadiologyReport;
import org.jspecify.annotations.Nullable;

/** Everything that happened to a case, also what was said of its order and of its patient. */
final class CaseStory {
  private final Transaction open;
  private final Case of;
  private final @Nullable ImagingStudy study;
  private final List<KeptReport> versions;

  private CaseStory(Transaction open, Case of) {
    this.open = open;
    this.of = of;
    this.study = of.study() == null ? null : open.studies().find(of.study()).orElse(null);
    this.versions = of.report() == null ? List.of() : open.reports().versions(of.report());
  }

  /** The entries, oldest first. */
  static List<Entry> entries(Transaction open, Case of) {
    return new CaseStory(open, of).entries();
  }

  /** The entries as a person reads them, oldest first. */
  static List<TimelineEvent> events(Transaction open, Case of) {
    return new CaseStory(open, of).events();
  }

  private List<Entry> entries() {
    SortedMap<Long, Entry> entries = new TreeMap<>();
    open.entries().ofCase(of.id()).forEach(entry -> entries.put(entry.id(), entry));
    if (study != null) {
      add(entries, open.orders().of(study.uid(), study.accession()));
      patient(entries, study.patient());
    }
    if (!versions.isEmpty()) {
      RadiologyReport report = versions.get(versions.size() - 1).report();
      add(entries, open.orders().numbered(report.placerOrderNumber(), report.fillerOrderNumber()));
      patient(entries, report.patient());
    }
    return List.copyOf(entries.values());
  }

  private void add(Map<Long, Entry> entries, List<KeptOrder> orders) {
    orders.forEach(kept -> add(entries, kept.entryId()));
  }

  private void patient(Map<Long, Entry> entries, @Nullable PatientIdentity patient) {
    if (patient != null) {
      for (PatientId id : open.patients().family(patient.id())) {
        open.patients().entriesOf(id).forEach(entry -> add(entries, entry));
      }
    }
  }

  private void add(Map<Long, Entry> entries, long id) {
    if (!entries.containsKey(id)) {
      open.entries().find(id).ifPresent(entry -> entries.put(id, entry));
    }
  }

  private List<TimelineEvent> events() {
    Map<String, KeptInstance> instances = new HashMap<>();
    if (study != null) {
      open.studies()
          .instances(study.uid())
          .forEach(kept -> instances.put(kept.instance().uid().value(), kept));
    }
    return entries().stream()
        .map(entry -> TimelineEvent.of(entry, told(entry, instances)))
        .toList();
  }

  private String told(Entry entry, Map<String, KeptInstance> instances) {
    return switch (entry.kind()) {
      case INSTANCE_KEPT ->
          Told.instance(instances.get(entry.payload().getOrDefault("instance", "")));
      case REPORT_KEPT ->
          Told.sentence(Told.report(version(entry)), Told.message(open.entries().origin(entry)));
      case ORDER_KEPT, PATIENT_CHANGED ->
          Told.sentence(Told.of(entry), Told.message(open.entries().origin(entry)));
      case FINDINGS_READY -> Told.sentence(Told.of(entry), model(entry));
      default -> Told.of(entry);
    };
  }

  private @Nullable KeptReport version(Entry entry) {
    return versions.stream()
        .filter(
            kept ->
                Integer.toString(kept.version()).equals(entry.payload().get("version"))
                    && kept.report().key().value().equals(entry.payload().get("report")))
        .findFirst()
        .orElse(null);
  }

  private String model(Entry entry) {
    String version = entry.payload().getOrDefault("version", "");
    return version.matches("[0-9]{1,9}")
        ? open.cases()
            .findings(of.id(), Integer.parseInt(version))
            .map(read -> "by " + read.model().id() + " " + read.model().version())
            .orElse("")
        : "";
  }
}
