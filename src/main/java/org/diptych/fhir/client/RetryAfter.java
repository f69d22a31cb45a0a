package org.diptych.fhir.client;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** When a server wants to be asked again (RFC 9110, section 10.2.3). */
public final class RetryAfter {
  /** Who names a later time is asked after this all the same. */
  static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * Reads seconds or an HTTP-date; null when it is neither.
   *
   * @param date the Date header of the same answer, because the server's clock is not ours
   */
  static @Nullable Instant parse(@Nullable String header, @Nullable String date, Instant now) {
    if (header == null) {
      return null;
    }
    String said = header.strip();
    if (said.matches("\\d{1,18}")) {
      return now.plus(atMost(Duration.ofSeconds(Long.parseLong(said))));
    }
    Instant at = httpDate(said);
    if (at == null) {
      return null;
    }
    Instant sent = date == null ? null : httpDate(date.strip());
    return now.plus(atMost(Duration.between(sent == null ? now : sent, at)));
  }

  /** As {@link #parse}, of an answer. */
  public static @Nullable Instant of(HttpResponse<?> answer, Instant now) {
    return parse(
        answer.headers().firstValue("Retry-After").orElse(null),
        answer.headers().firstValue("Date").orElse(null),
        now);
  }

  private static Duration atMost(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static @Nullable Instant httpDate(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
