package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found, how many there are in all, where the next page begins, and what comes
 * along.
 *
 * @param incomplete whether more would have come along
 */
record Found(
    List<Version> versions,
    long total,
    Page.@Nullable Cursor next,
    List<Version> included,
    boolean incomplete) {

  static Found by(Search search, VersionTable table) throws SQLException {
    long seenUpTo = seenUpTo(search.page(), table);
    return matches(search, seenUpTo, table);
  }

  /** Inside a write, what the write itself has done is found too. */
  static Found in(WriteSession session, Search search) throws SQLException {
    Page.@Nullable Cursor cursor = search.page().cursor();
    long seenUpTo = cursor == null ? session.lastChange() : cursor.seenUpTo();
    return matches(search, seenUpTo, session.table());
  }

  private static Found matches(Search search, long seenUpTo, VersionTable table)
      throws SQLException {
    Found found = page(where(search, seenUpTo), search.page(), seenUpTo, table);
    Included included = Included.with(found.versions(), search.inclusions(), seenUpTo, table);
    return new Found(
        found.versions(), found.total(), found.next(), included.versions(), included.incomplete());
  }

  static Found page(Sql where, Page page, long seenUpTo, VersionTable table) throws SQLException {
    long total = table.count(where);
    if (page.size() == 0) {
      return only(List.of(), total, null);
    }
    Page.@Nullable Cursor cursor = page.cursor();
    List<Version> versions =
        table.select(where, page.order(), cursor == null ? null : cursor.after(), page.size() + 1);
    if (versions.size() <= page.size()) {
      return only(versions, total, null);
    }
    List<Version> shown = versions.subList(0, page.size());
    long last = shown.get(shown.size() - 1).change();
    return only(shown, total, new Page.Cursor(seenUpTo, last));
  }

  private static Found only(List<Version> versions, long total, Page.@Nullable Cursor next) {
    return new Found(versions, total, next, List.of(), false);
  }

  static long seenUpTo(Page page, VersionTable table) throws SQLException {
    Page.@Nullable Cursor cursor = page.cursor();
    return cursor == null ? table.lastChange() : cursor.seenUpTo();
  }

  /** What was current when the repository was seen, and satisfies every condition. */
  static Sql where(Search search, long seenUpTo) {
    Sql where =
        Sql.of(
            "v.resource_type = ? and v.change_number <= ? and v.superseded > ?",
            search.type().name(),
            seenUpTo,
            seenUpTo);
    for (Sql condition : search.conditions()) {
      where = where.and(condition);
    }
    return where;
  }
}
