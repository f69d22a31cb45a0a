package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found, how many there are in all, where the pages before and after it begin,
 * and what comes along.
 *
 * @param incomplete whether more would have come along
 */
record Found(
    List<Version> versions,
    long total,
    Page.@Nullable Cursor previous,
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
        found.versions(),
        found.total(),
        found.previous(),
        found.next(),
        included.versions(),
        included.incomplete());
  }

  static Found page(Sql where, Page page, long seenUpTo, VersionTable table) throws SQLException {
    long total = table.count(where);
    if (page.size() == 0) {
      return new Found(List.of(), total, null, null, List.of(), false);
    }
    Page.@Nullable Cursor named = page.cursor();
    Page.Cursor here = named == null ? Page.Cursor.first(seenUpTo) : named;
    List<Version> versions =
        table.select(where, page.order(), here.after() == 0 ? null : here.after(), page.size() + 1);
    Page.@Nullable Cursor next = null;
    if (versions.size() > page.size()) {
      versions = versions.subList(0, page.size());
      long last = versions.get(page.size() - 1).change();
      next = new Page.Cursor(seenUpTo, last, here.preceding() + page.size());
    }
    return new Found(versions, total, previous(where, page, here, table), next, List.of(), false);
  }

  /** As long a page as this one, or what there is. */
  private static Page.@Nullable Cursor previous(
      Sql where, Page page, Page.Cursor here, VersionTable table) throws SQLException {
    if (here.preceding() == 0) {
      return null;
    }
    long before = here.preceding() - page.size();
    return before <= 0
        ? Page.Cursor.first(here.seenUpTo())
        : new Page.Cursor(here.seenUpTo(), table.change(where, page.order(), before - 1), before);
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
