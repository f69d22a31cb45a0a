package org.diptych.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.diptych.study.CaseState;
import org.diptych.study.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What the list page shows.
 *
 * @param wanting cases that want a person, shown first on the unfiltered first page
 * @param total of all cases, whatever the filter
 * @param newest address of the first page, or null on it
 * @param older address of the page with older changes, or null
 */
record CaseListView(
    Shown as,
    CaseFilter filter,
    List<Tab> tabs,
    List<CaseSummary> wanting,
    List<CaseSummary> rows,
    List<EngineHealth.Light> lights,
    long total,
    @Nullable String newest,
    @Nullable String older) {
  /** A filter with the number of cases behind it. */
  record Tab(String label, String style, long count, String link, boolean current) {}

  static CaseListView of(
      Shown as,
      CaseFilter filter,
      List<CaseSummary> wanting,
      CasePage page,
      Map<CaseState, Long> counts,
      List<EngineHealth.Light> lights) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    CaseSummary last = page.last();
    return new CaseListView(
        as,
        filter,
        tabs(as, filter.query().state(), counts, all),
        wanting,
        page.cases(),
        lights,
        all,
        filter.query().after() == null ? null : filter.first("/"),
        last == null ? null : filter.after("/", last));
  }

  public @Nullable CaseState state() {
    return filter.query().state();
  }

  public List<Priority> priorities() {
    return List.of(Priority.values());
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
}
