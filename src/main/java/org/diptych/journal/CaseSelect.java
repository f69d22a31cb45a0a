package org.diptych.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement of a {@link CaseQuery}: what few cases have is looked up, the rest is filtered. */
final class CaseSelect {
  /** Cases that the study or the report leads to, whichever has the value in the column. */
  private static final String OF_EITHER =
      " and c.id in (select k.id from cases k join studies s on s.uid = k.study where s.%1$s in"
          + " (%2$s) union select k.id from cases k join reports r on r.report_key = k.report_key"
          + " where r.%1$s in (%2$s))";

  private static final String OF_LINKS =
      " union select k.id from cases k join report_links l on l.report_key = k.report_key"
          + " where l.accession = ?";

  /** Begins with the cases that changed last: among many of them the page is soon full. */
  private static final String OF_MODALITY =
      "exists (select 1 from studies s where s.uid = c.study and s.modality = ?)";

  /** Begins with the studies. */
  private static final String OF_RARE_MODALITY =
      "c.study in (select s.uid from studies s where s.modality = ?)";

  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> values = new ArrayList<>();

  private CaseSelect() {}

  /**
   * The statement.
   *
   * @param patients the identifiers that the patient of the query has or had
   * @param rare whether few studies have the modality of the query
   */
  static CaseSelect of(CaseQuery query, Collection<String> patients, boolean rare) {
    CaseSelect select = new CaseSelect();
    select.from(query);
    select.equal("c.state", query.state() == null ? null : query.state().name());
    select.equal("c.priority", query.priority() == null ? null : query.priority().name());
    select.equal("c.study", query.study() == null ? null : query.study().value());
    if (query.modality() != null) {
      select.and(rare ? OF_RARE_MODALITY : OF_MODALITY, query.modality());
    }
    if (query.accession() != null) {
      String found = OF_EITHER.formatted("accession", "?");
      select.text.append(found, 0, found.length() - 1).append(OF_LINKS).append(")");
      select.values.addAll(Collections.nCopies(3, query.accession()));
    }
    if (query.patient() != null) {
      String marks = String.join(", ", Collections.nCopies(patients.size(), "?"));
      select.text.append(OF_EITHER.formatted("patient_id", marks));
      select.values.addAll(patients);
      select.values.addAll(patients);
    }
    select.times(query);
    select.text.append(" order by c.changed desc, c.id limit ?");
    select.values.add(query.limit());
    return select;
  }

  private void from(CaseQuery query) {
    if (query.wanting()) {
      text.append(
          // The function keeps the database from going through all cases that were delivered.
          "select c.* from (select * from cases where state = 'SET_ASIDE' union all"
              + " select * from cases where concordance < ? and upper(state) in"
              + " ('READ', 'DELIVERED')) c where 1 = 1");
      values.add(query.discordantBelow());
    } else {
      text.append("select c.* from cases c where 1 = 1");
    }
    if (query.discordant()) {
      and("c.concordance < ?", query.discordantBelow());
    }
  }

  private void times(CaseQuery query) {
    if (query.from() != null) {
      and("c.changed >= ?", query.from());
    }
    if (query.to() != null) {
      and("c.changed < ?", query.to());
    }
    CaseQuery.Place after = query.after();
    if (after != null) {
      // The first condition says less than the second, and is one that an index can begin at.
      and("c.changed <= ? and (c.changed < ? or c.changed = ? and c.id > ?)", after.changed());
      values.add(after.changed());
      values.add(after.changed());
      values.add(after.id().value());
    }
  }

  private void equal(String column, @Nullable String value) {
    if (value != null) {
      and(column + " = ?", value);
    }
  }

  private void and(String condition, Object value) {
    text.append(" and ").append(condition);
    values.add(value);
  }

  String text() {
    return text.toString();
  }

  @Nullable Object[] values() {
    return values.toArray();
  }
}
