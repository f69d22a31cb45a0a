package org.diptych.pairing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.diptych.journal.KeptReport;
import org.diptych.journal.Transaction;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;

/**
 * Studies and reports that one decision is about: those that may be of each other, and what else
 * may be of those.
 */
final class Neighbourhood {
  /** Further away nothing bears on a decision any more. */
  private static final int ROUNDS = 4;

  private final TreeMap<String, Uid> studies = new TreeMap<>();
  private final TreeMap<String, KeptReport> reports = new TreeMap<>();

  private Neighbourhood() {}

  /** What lies around the studies and reports that something happened to. */
  static Neighbourhood around(
      Transaction open, Evidence evidence, Collection<Uid> studies, Collection<ReportKey> reports) {
    Neighbourhood found = new Neighbourhood();
    List<Uid> newStudies = found.add(studies);
    List<KeptReport> newReports = found.add(open, reports);
    for (int round = 0;
        round < ROUNDS && !(newStudies.isEmpty() && newReports.isEmpty());
        round++) {
      List<ReportKey> keys = new ArrayList<>();
      newStudies.forEach(study -> keys.addAll(evidence.reportsAround(study)));
      List<Uid> uids = new ArrayList<>();
      newReports.forEach(report -> uids.addAll(evidence.studiesAround(report)));
      newStudies = found.add(uids);
      newReports = found.add(open, keys);
    }
    return found;
  }

  private List<Uid> add(Collection<Uid> uids) {
    return uids.stream().filter(uid -> studies.put(uid.value(), uid) == null).toList();
  }

  private List<KeptReport> add(Transaction open, Collection<ReportKey> keys) {
    List<KeptReport> added = new ArrayList<>();
    for (ReportKey key : keys) {
      if (!reports.containsKey(key.value())) {
        open.reports()
            .latest(key)
            .ifPresent(
                kept -> {
                  reports.put(key.value(), kept);
                  added.add(kept);
                });
      }
    }
    return added;
  }

  /** Locks studies before reports and each in the order of their keys: nobody waits in a circle. */
  void lock(Transaction open) {
    studies.values().forEach(open.studies()::lock);
    reports.values().forEach(kept -> open.reports().lock(kept.report().key()));
  }

  /** Whether everything of the other one is here, as it is there. */
  boolean covers(Neighbourhood other) {
    return studies.keySet().containsAll(other.studies.keySet())
        && other.reports.entrySet().stream().allMatch(this::has);
  }

  private boolean has(Map.Entry<String, KeptReport> each) {
    return reports.containsKey(each.getKey());
  }

  Collection<Uid> studies() {
    return studies.values();
  }

  Collection<KeptReport> reports() {
    return reports.values();
  }
}
