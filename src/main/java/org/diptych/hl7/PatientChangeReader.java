package org.diptych.hl7;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientChange.Kind;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an ADT message says of patients (HL7 2.5.1 chapter 3): the PID that is right from now
 * on, and the MRG, or for links the second PID, of what leads or led to it.
 */
final class PatientChangeReader {
  /** {@code YYYYMMDDHHMM}. */
  private static final int TO_THE_MINUTE = 12;

  private PatientChangeReader() {}

  static MessageContent read(Message message, MessageType type) {
    return switch (type) {
      case ADT_A24 -> linked(message, Kind.MERGE);
      case ADT_A37 -> linked(message, Kind.UNMERGE);
      case ADT_A18, ADT_A30, ADT_A34, ADT_A40 -> merged(message, Kind.MERGE, true);
      case ADT_A47 -> merged(message, Kind.CHANGE_IDENTIFIER, true);
      case ADT_A43 -> merged(message, Kind.MOVE, true);
      case ADT_A35, ADT_A41 -> merged(message, Kind.MOVE, false);
      default -> updated(message);
    };
  }

  private static MessageContent updated(Message message) {
    List<PatientChange> changes = new ArrayList<>();
    for (Segment pid : segments(message, "PID")) {
      PatientReader.read(pid)
          .ifPresent(who -> changes.add(change(Kind.UPDATE, who, null, message)));
    }
    return changes.isEmpty() ? noPatient() : new MessageContent.Patients(changes);
  }

  /**
   * Every PID with the MRG that follows it.
   *
   * @param needed whether MRG-1 must name a patient; an account may change hands without one
   */
  private static MessageContent merged(Message message, Kind kind, boolean needed) {
    List<PatientChange> changes = new ArrayList<>();
    Segment pid = null;
    for (Segment segment : message.segments()) {
      if (segment.id().equals("PID")) {
        pid = segment;
      }
      if (segment.id().equals("MRG")) {
        Optional<PatientIdentity> who = PatientReader.read(pid);
        Optional<PatientId> prior = PatientReader.prior(segment);
        if (who.isEmpty()) {
          return noPatient();
        }
        if (prior.isPresent()) {
          changes.add(change(kind, who.get(), prior.get(), message));
        } else if (needed) {
          return MessageContent.Refused.missing("MRG", 1, "No patient identifier in MRG-1");
        } else {
          changes.add(change(Kind.UPDATE, who.get(), null, message));
        }
      }
    }
    return changes.isEmpty()
        ? MessageContent.Refused.missing("MRG", 0, "The message has no MRG segment")
        : new MessageContent.Patients(changes);
  }

  /** A24 and A37 name both patients in PID segments. */
  private static MessageContent linked(Message message, Kind kind) {
    List<Segment> pids = segments(message, "PID");
    if (pids.size() < 2) {
      return MessageContent.Refused.missing("PID", 0, "The message does not name two patients");
    }
    Optional<PatientIdentity> first = PatientReader.read(pids.get(0));
    Optional<PatientIdentity> second = PatientReader.read(pids.get(1));
    if (first.isEmpty() || second.isEmpty()) {
      return noPatient();
    }
    return new MessageContent.Patients(
        List.of(change(kind, first.get(), second.get().id(), message)));
  }

  private static PatientChange change(
      Kind kind, PatientIdentity who, @Nullable PatientId prior, Message message) {
    return new PatientChange(kind, who, prior, message.msh().value(10), happened(message));
  }

  /** EVN-2, else MSH-7: what orders changes that arrive out of order; days are too coarse. */
  private static @Nullable LocalDateTime happened(Message message) {
    return Stream.concat(
            segments(message, "EVN").stream().map(evn -> evn.value(2)),
            Stream.of(message.msh().value(7)))
        .filter(text -> text.length() >= TO_THE_MINUTE)
        .flatMap(text -> Timestamps.parse(text).stream())
        .findFirst()
        .orElse(null);
  }

  private static MessageContent noPatient() {
    return MessageContent.Refused.missing("PID", 3, "No patient identifier in PID-3");
  }

  private static List<Segment> segments(Message message, String id) {
    return message.segments().stream().filter(segment -> segment.id().equals(id)).toList();
  }
}
