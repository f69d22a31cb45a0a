package org.diptych.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The narrative of a report from its OBX segments: one OBX with repetitions as lines, or one OBX
 * for each line, or both, in order of arrival.
 */
final class Narrative {
  /** Types whose value is text as a whole: a {@code ^} or {@code &} in them separates nothing. */
  private static final Set<String> TEXT_TYPES = Set.of("TX", "FT", "ST");

  /** OBX-11 (table 0085): deleted, and posted as wrong. */
  private static final Set<String> WITHDRAWN = Set.of("D", "W");

  /** Observation identifier suffixes (HL7 2.5.1 section 7.1.3) and LOINC codes of sections. */
  private static final Map<String, String> HEADINGS =
      Map.of(
          "GDT", "FINDINGS:",
          "IMP", "IMPRESSION:",
          "REC", "RECOMMENDATION:",
          "ADN", "ADDENDUM:",
          "ADT", "ADDENDUM:",
          "18782-3", "FINDINGS:",
          "59776-5", "FINDINGS:",
          "19005-8", "IMPRESSION:",
          "18783-0", "RECOMMENDATION:");

  private static final Pattern HAS_HEADING =
      Pattern.compile("^\\s*\\p{Lu}[\\p{Lu} /&'()-]{2,40}:.*");

  private Narrative() {}

  /** The text, lines separated by {@code \n}, empty when no OBX has any. */
  static String of(List<Segment> observations) {
    List<String> lines = new ArrayList<>();
    List<String> section = new ArrayList<>();
    String name = "";
    for (Segment obx : observations) {
      if (!isText(obx)) {
        continue;
      }
      if (!section(obx).equals(name)) {
        close(section, name, lines);
        section = new ArrayList<>();
        name = section(obx);
      }
      section.addAll(lines(obx));
    }
    close(section, name, lines);
    return withoutBlankEnds(String.join("\n", lines));
  }

  static boolean isText(Segment obx) {
    return TEXT_TYPES.contains(obx.value(2))
        && !WITHDRAWN.contains(obx.value(11))
        && !StudyReference.namesStudy(obx);
  }

  private static List<String> lines(Segment obx) {
    String field = obx.field(5);
    if (field.equals("\"\"")) {
      return List.of();
    }
    return obx.repetitions(5).stream().map(obx.escapes()::unescape).toList();
  }

  /** What OBX-3 says the line belongs to: the suffix after {@code &}, else the code. */
  private static String section(Segment obx) {
    String repetition = obx.repetitions(3).get(0);
    String suffix = obx.subvalue(repetition, 1, 2);
    return suffix.isEmpty() ? obx.value(repetition, 1) : suffix;
  }

  /** Adds a section, with the heading its suffix stands for when its text has none of its own. */
  private static void close(List<String> section, String name, List<String> lines) {
    String heading = HEADINGS.get(name);
    boolean wanted =
        heading != null
            && section.stream().anyMatch(line -> !line.isBlank())
            && section.stream().noneMatch(line -> HAS_HEADING.matcher(line).matches());
    if (wanted) {
      lines.add(heading);
    }
    lines.addAll(section);
  }

  private static String withoutBlankEnds(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').strip();
  }
}
