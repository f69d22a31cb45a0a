package org.diptych.hl7;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.jspecify.annotations.Nullable;

/** Who the patient is, from PID. */
final class PatientReader {
  /** CX.5 in the order of trust: medical record number, then internal, then what says nothing. */
  private static final List<String> ID_TYPES = List.of("MR", "PI", "MRN", "PT", "");

  private PatientReader() {}

  static Optional<PatientIdentity> read(@Nullable Segment pid) {
    if (pid == null) {
      return Optional.empty();
    }
    return id(pid)
        .map(
            id ->
                new PatientIdentity(
                    id,
                    name(pid),
                    Timestamps.parseDate(pid.value(7)).orElse(null),
                    sex(pid.value(8))));
  }

  /** MRG-1, and MRG-4 of the versions before 2.3.1. */
  static Optional<PatientId> prior(Segment mrg) {
    return best(mrg, 1).or(() -> best(mrg, 4));
  }

  /** PID-3; versions before 2.3.1 may have nothing but the external ID PID-2. */
  private static Optional<PatientId> id(Segment pid) {
    return best(pid, 3).or(() -> best(pid, 2));
  }

  private static Optional<PatientId> best(Segment pid, int field) {
    return pid.repetitions(field).stream()
        .filter(cx -> isId(pid.value(cx, 1)))
        .min(Comparator.comparingInt(cx -> rank(pid.value(cx, 5))))
        .map(cx -> new PatientId(pid.value(cx, 1), authority(pid, cx)));
  }

  private static boolean isId(String value) {
    return !value.isBlank() && value.length() <= 250;
  }

  private static int rank(String type) {
    int index = ID_TYPES.indexOf(type);
    return index < 0 ? ID_TYPES.size() : index;
  }

  /** CX.4, an HD: its namespace ID, else its universal ID. */
  private static @Nullable String authority(Segment pid, String cx) {
    String namespace = pid.subvalue(cx, 4, 1);
    String universal = pid.subvalue(cx, 4, 2);
    return !namespace.isEmpty() ? namespace : universal.isEmpty() ? null : universal;
  }

  /** XPN in the order of a DICOM PN: family, given, middle, prefix, suffix. */
  private static @Nullable String name(Segment pid) {
    List<String> names = pid.repetitions(5);
    String xpn =
        names.stream().filter(n -> pid.value(n, 7).equals("L")).findFirst().orElse(names.get(0));
    List<String> parts = new ArrayList<>();
    for (int component : new int[] {1, 2, 3, 5, 4}) {
      parts.add(pid.value(xpn, component).replace('^', ' '));
    }
    String name = String.join("^", parts).replaceFirst("\\^+$", "");
    return name.isBlank() ? null : name;
  }

  /** PID-8 (table 0001) as (0010,0040): A and N have no other word there than O. */
  private static @Nullable String sex(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "M" -> "M";
      case "F" -> "F";
      case "O", "A", "N" -> "O";
      default -> null;
    };
  }
}
