package org.diptych.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.diptych.journal.CaseQuery;
import org.diptych.study.CaseState;
import org.jspecify.annotations.Nullable;

/**
 * What the list page shows.
 *
 * @param wanting cases that want a person, shown first on the unfiltered first page
 * @param earlier address of the page with newer changes, or null
 * @param later address of the page with older changes, or null
 */
record CaseListView(
    Shown as,
    @Nullable CaseState state,
    List<Tab> tabs,
    List<CaseSummary> wanting,
    List<CaseSummary> rows,
    List<EngineHealth.Light> lights,
    long first,
    long last,
    long total,
    @Nullable String earlier,
    @Nullable String later) {
  /** A filter with the number of cases behind it. */
  record Tab(String label, String style, long count, String link, boolean current) {}

  static CaseListView of(
      Shown as,
      CaseQuery query,
      List<CaseSummary> wanting,
      List<CaseSummary> rows,
      Map<CaseState, Long> counts,
      List<EngineHealth.Light> lights) {
    CaseState state = query.state();
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long total = state == null ? all : counts.getOrDefault(state, 0L);
    int next = query.offset() + query.limit();
    return new CaseListView(
        as,
        state,
        tabs(as, state, counts, all),
        wanting,
        rows,
        lights,
        rows.isEmpty() ? 0 : query.offset() + 1L,
        query.offset() + (long) rows.size(),
        total,
        query.offset() == 0
            ? null
            : link(state, Math.max(0, query.offset() - query.limit()), query),
        next >= total ? null : link(state, next, query));
  }

  public boolean healthy() {
    return !lights.isEmpty() && lights.stream().allMatch(EngineHealth.Light::up);
  }

  private static List<Tab> tabs(
      Shown as, @Nullable CaseState chosen, Map<CaseState, Long> counts, long all) {
    List<Tab> tabs = new ArrayList<>();
    tabs.add(new Tab("All", "all", all, "/", chosen == null));
    Arrays.stream(CaseState.values())
        .map(
            state ->
                new Tab(
                    as.state(state),
                    as.style(state),
                    counts.getOrDefault(state, 0L),
                    "/?state=" + as.style(state),
                    state == chosen))
        .forEach(tabs::add);
    return tabs;
  }

  private static String link(@Nullable CaseState state, int offset, CaseQuery query) {
    return "/?offset="
        + offset
        + "&limit="
        + query.limit()
        + (state == null ? "" : "&state=" + state.name());
  }
}
