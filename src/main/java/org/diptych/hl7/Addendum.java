package org.diptych.hl7;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text supplements a report instead of replacing it. */
final class Addendum {
  /** Observation identifier suffixes (HL7 2.5.1 section 7.1.3). */
  private static final Set<String> SUFFIXES = Set.of("ADT", "ADN");

  private static final Pattern HEADING =
      Pattern.compile("^\\s*ADDENDUM\\b", Pattern.CASE_INSENSITIVE);

  private Addendum() {}

  /**
   * Every line is marked as addendum, or OBR-25 says the word, or the text begins with that
   * heading; a whole report that contains an addendum has other lines first.
   */
  static boolean is(Segment obr, List<Segment> texts) {
    return obr.value(25).equalsIgnoreCase("ADDENDUM")
        || (!texts.isEmpty() && texts.stream().allMatch(Addendum::marked))
        || (!texts.isEmpty() && HEADING.matcher(texts.get(0).value(5)).find());
  }

  private static boolean marked(Segment obx) {
    String repetition = obx.repetitions(3).get(0);
    return SUFFIXES.contains(obx.subvalue(repetition, 1, 2))
        || SUFFIXES.contains(obx.value(repetition, 1));
  }
}
