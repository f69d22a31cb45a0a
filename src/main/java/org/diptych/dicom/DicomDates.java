package org.diptych.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value representations DA and TM (PS3.5 section 6.2), and the ACR-NEMA forms before them. */
final class DicomDates {
  private static final Pattern DA = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
  private static final Pattern TM =
      Pattern.compile("(\\d{2}):?(\\d{2})?:?(\\d{2})?(?:\\.(\\d{1,6}))?");

  private DicomDates() {}

  static @Nullable LocalDate date(@Nullable String text) {
    Matcher form = DA.matcher(text == null ? "" : text);
    try {
      return form.matches()
          ? LocalDate.of(number(form, 1), number(form, 2), number(form, 3))
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable LocalTime time(@Nullable String text) {
    Matcher form = TM.matcher(text == null ? "" : text);
    try {
      return form.matches()
          ? LocalTime.of(number(form, 1), number(form, 2), number(form, 3), nanos(form.group(4)))
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
  }
}
