package org.diptych.fhir.repository;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The milliseconds that a date of any precision covers, both ends included; without a zone it is
 * UTC (FHIR R4 search, section 3.1.1.5.9).
 */
record DateRange(long low, long high) {
  private static final Pattern TIME_WITHOUT_SECONDS =
      Pattern.compile("(.*T\\d\\d:\\d\\d)(Z|[+-].*)?");
  private static final Pattern WITH_ZONE = Pattern.compile(".*T.*(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern WITH_FRACTION = Pattern.compile(".*T.*\\.\\d+.*");

  /** Empty when the text is no FHIR date. */
  static Optional<DateRange> parse(String text) {
    try {
      return Optional.of(
          switch (text.length()) {
            case 4 -> days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1));
            case 7 ->
                days(YearMonth.parse(text).atDay(1), YearMonth.parse(text).plusMonths(1).atDay(1));
            case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
            default -> time(text);
          });
    } catch (DateTimeException | ArithmeticException notADate) {
      return Optional.empty();
    }
  }

  private static DateRange time(String text) {
    boolean minutes = TIME_WITHOUT_SECONDS.matcher(text).matches();
    String zoned = WITH_ZONE.matcher(text).matches() ? text : text + "Z";
    long start = OffsetDateTime.parse(zoned).toInstant().toEpochMilli();
    if (minutes) {
      return new DateRange(start, start + 59_999);
    }
    return new DateRange(start, WITH_FRACTION.matcher(text).matches() ? start : start + 999);
  }

  private static DateRange days(LocalDate first, LocalDate next) {
    return new DateRange(startOf(first), startOf(next) - 1);
  }

  private static long startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
