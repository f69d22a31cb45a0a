package org.diptych.admin;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.diptych.study.CaseState;
import org.diptych.study.ReportStatus;
import org.jspecify.annotations.Nullable;

/** How the pages write times, numbers and states; templates call it by the name {@code as}. */
record Shown(ZoneId zone) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

  public String time(Instant instant) {
    return MINUTES.format(instant.atZone(zone));
  }

  public String second(Instant instant) {
    return SECONDS.format(instant.atZone(zone));
  }

  public String local(LocalDateTime time) {
    return MINUTES.format(time);
  }

  /** For the {@code datetime} attribute. */
  public String machine(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A share as whole percent, for words and for the width of a bar. */
  public long percent(@Nullable Double share) {
    return share == null ? 0 : Math.round(Math.min(1, Math.max(0, share)) * 100);
  }

  public String state(CaseState state) {
    return switch (state) {
      case RECEIVING -> "Receiving";
      case AWAITING_REPORT -> "Awaiting report";
      case AWAITING_STUDY -> "Awaiting study";
      case READY -> "Ready to read";
      case READ -> "Read";
      case DELIVERED -> "Delivered";
      case SET_ASIDE -> "Set aside";
      case ABANDONED -> "Abandoned";
    };
  }

  /** The class of the stylesheet for a state. */
  public String style(CaseState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** How a report's status reads (HL7 table 0123). */
  public String status(ReportStatus status) {
    String words = word(status);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The words of a pairing rule or of a reason: hyphens and underscores are for machines. */
  public String plain(String reason) {
    return reason.indexOf(' ') < 0
        ? reason.replace('-', ' ').replace('_', ' ').replaceAll("\\buid\\b", "UID")
        : reason;
  }
}
