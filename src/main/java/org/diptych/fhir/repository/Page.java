package org.diptych.fhir.repository;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an answer is wanted. A cursor names the change up to which the repository is seen,
 * so pages neither repeat nor lose a resource when others write meanwhile.
 */
record Page(int size, Order order, @Nullable Cursor cursor) {
  /**
   * Where a page begins.
   *
   * @param seenUpTo the state of the repository that is seen
   * @param after the change after which the page begins; 0 for the first page
   * @param preceding how many there are on the pages before
   */
  record Cursor(long seenUpTo, long after, long preceding) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");

    /** The first page of the same state. */
    static Cursor first(long seenUpTo) {
      return new Cursor(seenUpTo, 0, 0);
    }

    @Override
    public String toString() {
      return seenUpTo + "-" + after + "-" + preceding;
    }
  }

  static RuntimeException notOurs() {
    return Refusal.invalid("The parameter '_cursor' comes from a link and is not to be made up.");
  }

  /** Collects the parameters that shape a page, and refuses those it can not honour. */
  static final class Request {
    private final RepositoryConfig config;
    private int size;
    private boolean noEntries;
    private Order order = Order.NEWEST_FIRST;
    private @Nullable Cursor cursor;

    Request(RepositoryConfig config) {
      this.config = config;
      this.size = config.pageSize();
    }

    void count(String value) {
      if (!value.matches("\\d{1,9}")) {
        throw Refusal.invalid("The parameter '_count' is no number.");
      }
      size = Math.min(Integer.parseInt(value), config.maxPageSize());
    }

    void order(Order wanted) {
      order = wanted;
    }

    void cursor(String value) {
      Matcher matcher = Cursor.FORM.matcher(value);
      if (!matcher.matches()) {
        throw notOurs();
      }
      cursor =
          new Cursor(
              Long.parseLong(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              Long.parseLong(matcher.group(3)));
    }

    void noEntriesWhen(boolean countOnly) {
      noEntries |= countOnly;
    }

    Page end() {
      return new Page(noEntries ? 0 : size, order, cursor);
    }
  }
}
