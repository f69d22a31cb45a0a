package org.diptych.admin;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.diptych.journal.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One journal entry as a line of a case's story.
 *
 * @param told what it says beside its kind, in words
 * @param evidence what it holds
 * @param work whether it can be replayed itself
 */
record TimelineEvent(
    long entry,
    String kind,
    Instant at,
    String told,
    @Nullable String destination,
    Map<String, String> evidence,
    boolean work) {
  static TimelineEvent of(Entry entry, String told) {
    return new TimelineEvent(
        entry.id(),
        entry.kind().wireName(),
        entry.recordedAt(),
        told,
        entry.destination(),
        new TreeMap<>(entry.payload()),
        entry.kind().isWork());
  }

  /** What happened, in the words of a department. */
  public String what() {
    return switch (kind) {
      case "instance-kept" -> "Image kept";
      case "report-kept" -> "Report kept";
      case "order-kept" -> "Order kept";
      case "patient-changed" -> "Patient changed";
      case "study-announced" -> "Images announced";
      case "study-due" -> "Settling watched";
      case "case-due" -> "Waiting time set";
      case "study-settled" -> "Study settled";
      case "case-ready" -> "Image and report paired";
      case "findings-ready" -> "Read by the model";
      case "results-ready" -> "Result written";
      case "delivered" -> "Delivered";
      case "case-withdrawn" -> "Result withdrawn";
      case "subject-changed" -> "Result moved to another patient";
      case "candidate-chosen" -> "Chosen by a person";
      case "choice-undone" -> "Choice taken back";
      case "case-abandoned" -> "Abandoned by a person";
      case "set-aside" -> "Set aside for a person";
      default -> kind;
    };
  }

  /** Our own keys only. */
  @Override
  public String toString() {
    return "TimelineEvent[" + entry + " " + kind + "]";
  }
}
