package org.diptych.journal;

import java.time.Instant;
import org.diptych.study.CaseId;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * Which cases to list, newest change first; what is null or false leaves everything in.
 *
 * @param modality of the study
 * @param accession number of the study or of the report
 * @param patient identifier under which study or report came, or one that it was linked with
 * @param from the earliest change
 * @param to before which the change was
 * @param discordant only cases whose reading has a concordance below {@code discordantBelow}
 * @param wanting only cases that want a person: set aside, or read and discordant
 * @param after the last case of the page before, null for the first page
 */
public record CaseQuery(
    @Nullable CaseState state,
    @Nullable Priority priority,
    @Nullable String modality,
    @Nullable String accession,
    @Nullable String patient,
    @Nullable Uid study,
    @Nullable Instant from,
    @Nullable Instant to,
    boolean discordant,
    boolean wanting,
    double discordantBelow,
    @Nullable Place after,
    int limit) {
  /** A case in the list; nothing is skipped or shown twice when others change meanwhile. */
  public record Place(Instant changed, CaseId id) {}

  /** All cases. */
  public static CaseQuery all(int limit) {
    return in(null, limit);
  }

  /** The cases of a state. */
  public static CaseQuery in(@Nullable CaseState state, int limit) {
    return new CaseQuery(
        state, null, null, null, null, null, null, null, false, false, 0, null, limit);
  }

  /** The cases that want a person. */
  public static CaseQuery wantingAPerson(double discordantBelow, int limit) {
    return new CaseQuery(
        null, null, null, null, null, null, null, null, false, true, discordantBelow, null, limit);
  }

  /** The same, and one more, which tells whether there is another page. */
  public CaseQuery andOneMore() {
    return page(after, limit + 1);
  }

  /** The same cases, from the one after this place on. */
  public CaseQuery after(Place place) {
    return page(place, limit);
  }

  private CaseQuery page(@Nullable Place begin, int most) {
    return new CaseQuery(
        state,
        priority,
        modality,
        accession,
        patient,
        study,
        from,
        to,
        discordant,
        wanting,
        discordantBelow,
        begin,
        most);
  }

  /** Keys only: accession number and patient are left out. */
  @Override
  public String toString() {
    return "CaseQuery[state=" + state + ", limit=" + limit + "]";
  }
}
