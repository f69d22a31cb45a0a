package org.diptych.pairing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.Order;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/** A study or a report that an order or a patient change may bear on. */
record Affected(List<Uid> studies, List<ReportKey> reports) {
  private static Affected study(Uid uid) {
    return new Affected(List.of(uid), List.of());
  }

  private static Affected report(ReportKey key) {
    return new Affected(List.of(), List.of(key));
  }

  /** What the order of an {@code order-kept} entry concerns. */
  static List<Affected> byOrder(Transaction open, long entry) {
    Set<Affected> found = new LinkedHashSet<>();
    for (Order order : open.orders().ofEntry(entry).map(KeptOrder::order).stream().toList()) {
      if (order.study() != null) {
        open.studies().find(order.study()).ifPresent(study -> found.add(study(study.uid())));
      }
      if (order.accession() != null) {
        open.studies()
            .withAccession(order.accession())
            .forEach(study -> found.add(study(study.uid())));
        keys(open.reports().withAccession(order.accession()), found);
      }
      keys(open.reports().numbered(order.placerOrderNumber(), order.fillerOrderNumber()), found);
    }
    return List.copyOf(found);
  }

  /** The studies and reports of a patient and of everybody that patient was linked with. */
  static List<Affected> byPatient(Transaction open, long entry) {
    Set<PatientId> family = new LinkedHashSet<>();
    for (PatientChange change : open.patients().ofEntry(entry).stream().toList()) {
      family.addAll(open.patients().family(change.patient().id()));
      if (change.prior() != null) {
        family.addAll(open.patients().family(change.prior()));
      }
    }
    List<Affected> found = new ArrayList<>();
    for (PatientId id : family) {
      open.studies().ofPatient(id).forEach(uid -> found.add(study(uid)));
      open.reports().ofPatient(id).forEach(key -> found.add(report(key)));
    }
    return found.stream().distinct().toList();
  }

  private static void keys(List<KeptReport> reports, Set<Affected> found) {
    reports.forEach(kept -> found.add(report(kept.report().key())));
  }
}
