package org.diptych.hl7;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.diptych.study.Uid;

/** The study instance UID a report names. */
final class StudyReference {
  /** Study, and Study Instance UID (PS3.16 annex D). */
  private static final Set<String> DCM_CODES = Set.of("113014", "110180");

  private static final String URN = "urn:oid:";

  private StudyReference() {}

  /** The first study that the group names. */
  static Optional<Uid> of(OrderGroup group) {
    return all(group).stream().findFirst();
  }

  /**
   * ZDS-1 (IHE RAD-4), then IPC-3, then OBX whose identifiers say so, each as often as it stands
   * there. What is no UID names no study.
   */
  static List<Uid> all(OrderGroup group) {
    Stream<String> zds =
        group.all("ZDS").stream()
            .flatMap(s -> s.repetitions(1).stream().map(value -> s.value(value, 1)));
    Stream<String> ipc = group.all("IPC").stream().map(s -> s.value(3));
    Stream<String> obx =
        group.all("OBX").stream().filter(StudyReference::namesStudy).map(s -> s.value(5, 1));
    return Stream.concat(Stream.concat(zds, ipc), obx)
        .flatMap(value -> uid(value).stream())
        .distinct()
        .toList();
  }

  static boolean namesStudy(Segment obx) {
    boolean coded = DCM_CODES.contains(obx.value(3, 1)) && obx.value(3, 3).equalsIgnoreCase("DCM");
    return coded || isItsName(obx.value(3, 1)) || isItsName(obx.value(3, 2));
  }

  private static boolean isItsName(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "").equals("studyinstanceuid");
  }

  /** A UID, also as a URN; empty when it is none. */
  static Optional<Uid> uid(String value) {
    String text = value.startsWith(URN) ? value.substring(URN.length()) : value;
    try {
      return Optional.of(new Uid(text));
    } catch (IllegalArgumentException notUid) {
      return Optional.empty();
    }
  }
}
