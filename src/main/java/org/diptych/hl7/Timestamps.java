package org.diptych.hl7;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as TS and DTM write them (HL7 2.5.1 section 2.A.22), to the second, offset dropped. */
final class Timestamps {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})(\\d{2})(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.\\d{1,6})?)?)?)?"
              + "(?:[+-]\\d{4})?");

  private Timestamps() {}

  /** A time that is known at least to the day. */
  static Optional<LocalDateTime> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              number(parts, 1),
              number(parts, 2),
              number(parts, 3),
              number(parts, 4),
              number(parts, 5),
              number(parts, 6)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  static Optional<LocalDate> parseDate(String text) {
    return parse(text).map(LocalDateTime::toLocalDate);
  }

  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
