package org.diptych.journal;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diptych.study.PatientChange.Kind;
import org.diptych.study.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Which links between patient identifiers hold, by everything that was said of them, in whatever
 * order it arrived: statements count in the order of their event times. One that says no time
 * counts as said after all that had arrived before it, as do two of the same time.
 */
final class PatientLinks {
  private static final int LONGEST_CHAIN = 32;

  private final List<Said> active = new ArrayList<>();
  private final Map<Long, Long> ends = new HashMap<>();

  private PatientLinks() {}

  /**
   * What one message said.
   *
   * @param id of its row, in order of arrival
   * @param entry its {@code patient-changed} entry
   * @param at when that happened, if the message says so
   * @param endedBy the entry that ended the link, as far as was known
   */
  record Said(
      long id,
      long entry,
      Kind kind,
      PatientId patient,
      @Nullable PatientId prior,
      @Nullable LocalDateTime at,
      @Nullable Long endedBy) {}

  private record Timed(Said said, LocalDateTime at) {}

  /**
   * The entry that ended each link that holds no longer, by the id of its row.
   *
   * @param arrived everything said of identifiers that were ever linked, in order of arrival
   */
  static Map<Long, Long> ends(List<Said> arrived) {
    PatientLinks links = new PatientLinks();
    List<Timed> inOrder = new ArrayList<>();
    LocalDateTime before = LocalDateTime.MIN;
    for (Said said : arrived) {
      LocalDateTime at = said.at() == null ? before : said.at();
      inOrder.add(new Timed(said, at));
      before = at.isAfter(before) ? at : before;
    }
    // The sort is stable: what happened at the same time counts as it arrived.
    inOrder.sort(Comparator.comparing(Timed::at));
    inOrder.forEach(each -> links.apply(each.said()));
    return links.ends;
  }

  /** Ends the links that the statement contradicts: an identifier leads to one other at most. */
  private void apply(Said said) {
    PatientId patient = said.patient();
    PatientId prior = said.prior();
    switch (said.kind()) {
      case UPDATE -> {}
      case UNMERGE -> {
        end(from(patient).stream().filter(link -> leadsTo(link, prior)).toList(), said);
        if (prior != null) {
          end(from(prior).stream().filter(link -> leadsTo(link, patient)).toList(), said);
        }
      }
      case MERGE, MOVE, CHANGE_IDENTIFIER -> {
        // An account that moves within one patient links nothing.
        if (prior == null || patient.equals(prior)) {
          return;
        }
        end(from(prior), said);
        if (current(patient).sameAs(prior)) {
          end(from(patient), said);
        }
        active.add(said);
      }
    }
  }

  private static boolean leadsTo(Said link, @Nullable PatientId target) {
    return target == null || link.patient().sameAs(target);
  }

  private List<Said> from(PatientId id) {
    return active.stream().filter(link -> link.prior() != null && link.prior().sameAs(id)).toList();
  }

  private PatientId current(PatientId id) {
    PatientId at = id;
    for (int step = 0; step < LONGEST_CHAIN; step++) {
      List<PatientId> next = from(at).stream().map(Said::patient).distinct().toList();
      // Without its issuer an identifier may be that of several patients, who went several ways.
      if (next.size() != 1) {
        break;
      }
      at = next.get(0);
    }
    return at;
  }

  private void end(List<Said> links, Said by) {
    active.removeAll(links);
    links.forEach(link -> ends.put(link.id(), by.entry()));
  }
}
