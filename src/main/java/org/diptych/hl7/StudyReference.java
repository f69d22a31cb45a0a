package org.diptych.hl7;

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

  /**
   * ZDS-1 (IHE RAD-4), else IPC-3, else an OBX whose identifier says so. What is no UID names no
   * study.
   */
  static Optional<Uid> of(OrderGroup group) {
    return Stream.concat(
            Stream.of(group.value("ZDS", 1, 1), group.value("IPC", 3, 1)),
            group.all("OBX").stream()
                .filter(StudyReference::namesStudy)
                .map(obx -> obx.value(5, 1)))
        .flatMap(value -> uid(value).stream())
        .findFirst();
  }

  static boolean namesStudy(Segment obx) {
    boolean coded = DCM_CODES.contains(obx.value(3, 1)) && obx.value(3, 3).equalsIgnoreCase("DCM");
    return coded || isItsName(obx.value(3, 1)) || isItsName(obx.value(3, 2));
  }

  private static boolean isItsName(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "").equals("studyinstanceuid");
  }

  private static Optional<Uid> uid(String value) {
    String text = value.startsWith(URN) ? value.substring(URN.length()) : value;
    try {
      return Optional.of(new Uid(text));
    } catch (IllegalArgumentException notUid) {
      return Optional.empty();
    }
  }
}
