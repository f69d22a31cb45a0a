package org.diptych.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/** Studies as somebody looks through them: those that arrived latest first, some at a time. */
public final class StudySearch {
  private final Sql sql;

  StudySearch(Sql sql) {
    this.sql = sql;
  }

  /** Where a look through the studies stands. */
  public record Place(Instant firstSeen, Uid study) {}

  /**
   * What the register can tell of studies at once; empty lists leave everything in.
   *
   * @param studies their UIDs
   * @param accessionNumbers as their instances came with them
   * @param patientIds as their instances came with them, whatever was merged since
   */
  public record Filter(List<Uid> studies, List<String> accessionNumbers, List<String> patientIds) {}

  /**
   * The next studies.
   *
   * @param after the last of the studies before them, or null to begin
   */
  public List<Place> next(Filter filter, @Nullable Place after, int most) {
    StringBuilder where = new StringBuilder("select uid, first_seen from studies where 1 = 1");
    List<@Nullable Object> values = new ArrayList<>();
    among(where, values, "uid", filter.studies().stream().map(Uid::value).toList());
    among(where, values, "accession", filter.accessionNumbers());
    among(where, values, "patient_id", filter.patientIds());
    if (after != null) {
      // The first condition says less than the second, and is one that an index can begin at.
      where.append(" and first_seen <= ? and (first_seen < ? or first_seen = ? and uid > ?)");
      values.add(after.firstSeen());
      values.add(after.firstSeen());
      values.add(after.firstSeen());
      values.add(after.study().value());
    }
    where.append(" order by first_seen desc, uid limit ?");
    values.add(most);
    return sql.list(
        where.toString(),
        rows -> new Place(Sql.instant(rows, "first_seen"), new Uid(rows.getString("uid"))),
        values.toArray());
  }

  private static void among(
      StringBuilder where, List<@Nullable Object> values, String column, List<String> wanted) {
    if (!wanted.isEmpty()) {
      String marks = String.join(", ", Collections.nCopies(wanted.size(), "?"));
      where.append(" and ").append(column).append(" in (").append(marks).append(")");
      values.addAll(wanted);
    }
  }
}
