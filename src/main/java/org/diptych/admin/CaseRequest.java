package org.diptych.admin;

import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.diptych.journal.CaseQuery;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** Reads what a request names, or refuses it with the reason. */
final class CaseRequest {
  /** More rows than this in one answer is a mistake of the asker. */
  static final int MOST_CASES = 500;

  private static final int LONGEST_NAME = 64;

  private CaseRequest() {}

  static CaseId caseId(String text) {
    try {
      return CaseId.parse(text);
    } catch (IllegalArgumentException e) {
      throw refused("a case id is a UUID such as 3f2b8c1e-0d4a-3b6f-9c2d-7e5a1f0b4c8d");
    }
  }

  static @Nullable Integer version(@Nullable String text) {
    return text == null ? null : number("version", text, 0, 0, Integer.MAX_VALUE);
  }

  static @Nullable Long entry(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw refused("entry is the number of a journal entry");
    }
  }

  /** What a person chose; whether there is such a thing is for the journal to say. */
  static String candidate(@Nullable String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST_NAME) {
      throw refused("candidate is a study instance UID or the case id of a report");
    }
    return text.strip();
  }

  /** Who decided, or what stands for somebody who gave no name. */
  static String who(@Nullable String text, String unnamed) {
    if (text == null || text.isBlank()) {
      return unnamed;
    }
    if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
      throw refused("by is a name of at most " + LONGEST_NAME + " characters");
    }
    return text.strip();
  }

  static int limit(@Nullable String text, int usual) {
    return number("limit", text, usual, 1, MOST_CASES);
  }

  /** A state may be written {@code SET_ASIDE} or {@code set-aside}. */
  static @Nullable CaseState state(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(CaseState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused(noSuchState()));
  }

  static @Nullable Priority priority(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(Priority.values())
        .filter(priority -> priority.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    Problem.of(
                        Response.Status.BAD_REQUEST,
                        "priority is one of these",
                        Arrays.stream(Priority.values()).map(Enum::name).toList())));
  }

  static @Nullable Uid uid(@Nullable String text) {
    try {
      return text == null ? null : new Uid(text);
    } catch (IllegalArgumentException e) {
      throw refused("study is a study instance UID");
    }
  }

  static @Nullable String text(String name, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      throw refused(name + " has at most " + longest + " characters");
    }
    return text;
  }

  /**
   * A time as ISO 8601 writes it, with its zone, or a day where the engine is.
   *
   * @param end whether a day means its end
   */
  static @Nullable Instant time(String name, @Nullable String text, boolean end) {
    if (text == null) {
      return null;
    }
    try {
      if (text.length() > 10) {
        return OffsetDateTime.parse(text).toInstant();
      }
      LocalDate day = LocalDate.parse(text);
      return (end ? day.plusDays(1) : day).atStartOfDay(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeParseException e) {
      throw refused(name + " is a day like 2026-03-01 or a time like 2026-03-01T09:00:00Z");
    }
  }

  static boolean yes(String name, @Nullable String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw refused(name + " is true or false");
  }

  /** A place in a list, which only a link of ours names. */
  static CaseQuery.@Nullable Place place(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int between = text.indexOf('_');
    try {
      return new CaseQuery.Place(
          Instant.parse(text.substring(0, Math.max(0, between))),
          CaseId.parse(text.substring(between + 1)));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw refused("after is what the link to the next page says");
    }
  }

  private static Problem noSuchState() {
    List<String> allowed = Arrays.stream(CaseState.values()).map(Enum::name).toList();
    return Problem.of(Response.Status.BAD_REQUEST, "state is one of " + allowed, allowed);
  }

  private static int number(String name, @Nullable String text, int usual, int least, int most) {
    if (text == null || text.isBlank()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range is.
    }
    throw refused(name + " is a whole number from " + least + " to " + most);
  }

  private static Refused refused(String detail) {
    return new Refused(Problem.of(Response.Status.BAD_REQUEST, detail));
  }
}
