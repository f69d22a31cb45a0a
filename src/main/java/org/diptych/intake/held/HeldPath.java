package org.diptych.intake.held;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.dicom.QueryLevel;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * A resource under {@code /dicom-web} (PS3.18 tables 10.1-1 and 10.6.1-1).
 *
 * @param level what a search looks for; of a retrieval, what is retrieved
 */
record HeldPath(
    Kind kind,
    QueryLevel level,
    @Nullable Uid study,
    @Nullable Uid series,
    @Nullable Uid instance) {
  private static final String UID = "/([^/]+)";
  private static final Pattern SEARCH =
      Pattern.compile(
          "(?:/studies" + UID + "(?:/series" + UID + ")?)?/(studies|series|instances)/?");
  private static final Pattern RETRIEVE =
      Pattern.compile(
          "/studies" + UID + "(?:/series" + UID + "(?:/instances" + UID + ")?)?(/metadata)?");

  /** What is done with it. */
  enum Kind {
    SEARCH,
    RETRIEVE,
    METADATA
  }

  /**
   * Reads the path behind {@code /dicom-web}; empty when it is none of ours.
   *
   * @throws IllegalArgumentException when a UID in it is none
   */
  static Optional<HeldPath> parse(String path) {
    Matcher search = SEARCH.matcher(path);
    if (search.matches()) {
      return search(search);
    }
    Matcher found = RETRIEVE.matcher(path);
    if (!found.matches()) {
      return Optional.empty();
    }
    QueryLevel level =
        found.group(3) != null
            ? QueryLevel.INSTANCE
            : found.group(2) != null ? QueryLevel.SERIES : QueryLevel.STUDY;
    return Optional.of(
        new HeldPath(
            found.group(4) == null ? Kind.RETRIEVE : Kind.METADATA,
            level,
            uid(found.group(1)),
            uid(found.group(2)),
            uid(found.group(3))));
  }

  private static Optional<HeldPath> search(Matcher found) {
    QueryLevel level =
        switch (found.group(3)) {
          case "studies" -> QueryLevel.STUDY;
          case "series" -> QueryLevel.SERIES;
          default -> QueryLevel.INSTANCE;
        };
    int above = found.group(2) != null ? 2 : found.group(1) != null ? 1 : 0;
    return level.ordinal() < above
        ? Optional.empty()
        : Optional.of(
            new HeldPath(Kind.SEARCH, level, uid(found.group(1)), uid(found.group(2)), null));
  }

  private static @Nullable Uid uid(@Nullable String text) {
    return text == null ? null : new Uid(text);
  }

  /** Whether the path names nothing above what it searches. */
  boolean relational() {
    return study == null;
  }
}
