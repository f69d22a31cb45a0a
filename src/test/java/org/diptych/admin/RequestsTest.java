package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.diptych.journal.CaseQuery;
import org.diptych.journal.JournalUnavailable;
import org.diptych.study.CaseState;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static CaseFilter filter(String... namesAndValues) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return CaseFilter.of(parameters, KeptCases.CONFIG);
  }

  @Test
  void a_state_is_read_as_rest_and_as_the_page_write_it() {
    assertThat(filter("state", "set-aside").query().state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(filter("state", "AWAITING_REPORT", "limit", "5").query())
        .extracting(CaseQuery::state, CaseQuery::limit)
        .containsExactly(CaseState.AWAITING_REPORT, 5);
  }

  @Test
  void an_unknown_state_is_refused_with_the_list_of_states() {
    Problem problem = problemOf(() -> filter("state", "lost"));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.allowed())
        .contains("SET_ASIDE", "DELIVERED")
        .hasSize(CaseState.values().length);
  }

  @Test
  void what_is_none_of_its_kind_is_refused() {
    assertThat(problemOf(() -> CaseRequest.caseId("../etc")).status()).isEqualTo(400);
    assertThat(problemOf(() -> filter("limit", "501")).detail())
        .startsWith("limit is a whole number");
    assertThat(problemOf(() -> filter("priority", "soon")).allowed()).contains("STAT");
    assertThat(problemOf(() -> filter("study", "abc")).detail()).startsWith("study is");
    assertThat(problemOf(() -> filter("from", "yesterday")).detail()).startsWith("from is a day");
    assertThat(problemOf(() -> filter("discordant", "maybe")).detail()).endsWith("true or false");
    assertThat(problemOf(() -> filter("after", "17")).detail()).startsWith("after is what");
    assertThat(problemOf(() -> filter("after", "17_x")).detail()).startsWith("after is what");
    assertThat(problemOf(() -> filter("accession", "A".repeat(17))).status()).isEqualTo(400);
    assertThat(problemOf(() -> CaseRequest.entry("seven")).status()).isEqualTo(400);
  }

  @Test
  void a_parameter_that_narrows_nothing_is_refused_with_the_list_of_those_that_do() {
    assertThat(problemOf(() -> filter("acession", "A1")).allowed()).isEqualTo(CaseFilter.NAMES);
  }

  @Test
  void a_filter_without_values_is_the_front_page_and_links_keep_what_was_asked_for() {
    assertThat(filter("accession", "", "limit", "9").isFront()).isTrue();
    CaseFilter asked = filter("accession", "A 1&x", "after", "2026-03-01T09:00:00Z_" + Samples.ID);
    assertThat(asked.isFront()).isFalse();
    assertThat(asked.first("/")).isEqualTo("/?accession=A+1%26x");
    CaseSummary last = Samples.discordant().summary();
    assertThat(asked.after("/admin/cases", last))
        .isEqualTo("/admin/cases?accession=A+1%26x&after=2026-03-02T12%3A00%3A00Z_" + Samples.ID);
  }

  @Test
  void a_day_ends_when_the_next_begins() {
    CaseQuery query = filter("from", "2026-03-01", "to", "2026-03-01").query();
    assertThat(Duration.between(query.from(), query.to())).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void a_refusal_never_repeats_what_was_asked_for() {
    assertThat(problemOf(() -> CaseRequest.caseId("Canary^Anna")).detail())
        .doesNotContain("Canary");
    assertThat(problemOf(() -> filter("state", "Canary")).detail()).doesNotContain("Canary");
    assertThat(filter("patient", "Canary").query().toString()).doesNotContain("Canary");
  }

  @Test
  void a_journal_that_is_away_asks_to_try_again_and_a_fault_says_nothing_of_itself() {
    Problem away =
        Refusals.of(new JournalUnavailable("Canary", new IllegalStateException("Canary")));
    assertThat(away.status()).isEqualTo(503);
    Problem fault = Refusals.of(new IllegalStateException("Canary"));
    assertThat(fault.status()).isEqualTo(500);
    assertThat(away + "" + fault).doesNotContain("Canary");
  }

  @Test
  void another_site_cannot_have_a_browser_post_here() {
    assertThat(SameOrigin.allows("cross-site", null, "host:8080")).isFalse();
    assertThat(SameOrigin.allows("same-site", "http://host:8080", "host:8080")).isFalse();
    assertThat(SameOrigin.allows(null, "http://evil.example", "host:8080")).isFalse();
    assertThat(SameOrigin.allows(null, "null", "host:8080")).isFalse();
    assertThat(SameOrigin.allows("same-origin", "http://host:8080", "host:8080")).isTrue();
    assertThat(SameOrigin.allows(null, "http://host:8080", "HOST:8080")).isTrue();
    assertThat(SameOrigin.allows(null, null, "host:8080")).isTrue();
  }

  private static Problem problemOf(ThrowingCallable asked) {
    return assertThatExceptionOfType(Refused.class).isThrownBy(asked).actual().problem();
  }
}
