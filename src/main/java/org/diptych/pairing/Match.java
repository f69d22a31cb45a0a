package org.diptych.pairing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diptych.journal.KeptReport;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Uid;

/** The studies that a report may be of, by the strongest evidence there is for each it names. */
record Match(KeptReport report, List<Slot> slots) {
  Match {
    slots = List.copyOf(slots);
  }

  /** One examination that the report describes, and the studies that may be it. */
  record Slot(PairingRule rule, List<ImagingStudy> candidates) {
    Slot {
      candidates = List.copyOf(candidates);
    }

    private List<ImagingStudy> possible(KeptReport kept) {
      return candidates.stream().filter(study -> !contradicts(study, kept)).toList();
    }

    /** What a person chose holds, whatever the identifiers say. */
    private boolean contradicts(ImagingStudy study, KeptReport kept) {
      return rule != PairingRule.CHOSEN
          && Identity.contradict(study.patient(), kept.report().patient());
    }
  }

  /** The rule that makes the study one of the report's own, if one does. */
  Optional<PairingRule> certain(Uid study) {
    return slots.stream()
        .filter(slot -> slot.possible(report).size() == 1)
        .filter(slot -> slot.possible(report).get(0).uid().equals(study))
        .map(Slot::rule)
        .sorted()
        .findFirst();
  }

  /** The studies that are the report's own. */
  List<Uid> certain() {
    return slots.stream()
        .map(slot -> slot.possible(report))
        .filter(possible -> possible.size() == 1)
        .map(possible -> possible.get(0).uid())
        .distinct()
        .toList();
  }

  /** Where several studies are as likely. */
  List<Slot> doubts() {
    return slots.stream().filter(slot -> slot.possible(report).size() > 1).toList();
  }

  /** Where only studies of other patients were found. */
  List<Slot> contradictions() {
    return slots.stream()
        .filter(slot -> !slot.candidates().isEmpty() && slot.possible(report).isEmpty())
        .toList();
  }

  /** Every study that was found. */
  Stream<Uid> studies() {
    return slots.stream().flatMap(slot -> slot.candidates().stream()).map(ImagingStudy::uid);
  }
}
