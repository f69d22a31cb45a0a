package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what was found, how many there are in all, and where the next page begins. */
record Found(List<Version> versions, long total, Page.@Nullable Cursor next) {

  static Found by(Search search, VersionTable table) throws SQLException {
    long seenUpTo = seenUpTo(search.page(), table);
    return page(where(search, seenUpTo), search.page(), seenUpTo, table);
  }

  /** Inside a write, what the write itself has done is found too. */
  static Found in(WriteSession session, Search search) throws SQLException {
    Page.@Nullable Cursor cursor = search.page().cursor();
    long seenUpTo = cursor == null ? session.lastChange() : cursor.seenUpTo();
    return page(where(search, seenUpTo), search.page(), seenUpTo, session.table());
  }

  static Found page(Sql where, Page page, long seenUpTo, VersionTable table) throws SQLException {
    long total = table.count(where);
    if (page.size() == 0) {
      return new Found(List.of(), total, null);
    }
    Page.@Nullable Cursor cursor = page.cursor();
    long start = page.newestFirst() ? VersionTable.CURRENT : 0;
    List<Version> versions =
        table.select(where, page, cursor == null ? start : cursor.after(), page.size() + 1);
    if (versions.size() <= page.size()) {
      return new Found(versions, total, null);
    }
    List<Version> shown = versions.subList(0, page.size());
    long last = shown.get(shown.size() - 1).change();
    return new Found(shown, total, new Page.Cursor(seenUpTo, last));
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
