package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.diptych.journal.CaseQuery;
import org.diptych.journal.JournalUnavailable;
import org.diptych.study.CaseState;
import org.junit.jupiter.api.Test;

class RequestsTest {
  @Test
  void a_state_is_read_as_rest_and_as_the_page_write_it() {
    assertThat(CaseRequest.query("set-aside", null, null, 50))
        .isEqualTo(new CaseQuery(CaseState.SET_ASIDE, 0, 50));
    assertThat(CaseRequest.query("AWAITING_REPORT", "10", "5", 50))
        .isEqualTo(new CaseQuery(CaseState.AWAITING_REPORT, 10, 5));
  }

  @Test
  void an_unknown_state_is_refused_with_the_list_of_states() {
    Problem problem = problemOf(() -> CaseRequest.query("lost", null, null, 50));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.allowed())
        .contains("SET_ASIDE", "DELIVERED")
        .hasSize(CaseState.values().length);
  }

  @Test
  void what_is_no_case_id_or_no_number_is_refused() {
    assertThat(problemOf(() -> CaseRequest.caseId("../etc")).status()).isEqualTo(400);
    assertThat(problemOf(() -> CaseRequest.query(null, "-1", null, 50)).detail())
        .startsWith("offset is a whole number");
    assertThat(problemOf(() -> CaseRequest.query(null, null, "501", 50)).detail())
        .startsWith("limit is a whole number");
    assertThat(problemOf(() -> CaseRequest.entry("seven")).status()).isEqualTo(400);
  }

  @Test
  void a_refusal_never_repeats_what_was_asked_for() {
    assertThat(problemOf(() -> CaseRequest.caseId("Canary^Anna")).detail())
        .doesNotContain("Canary");
    assertThat(problemOf(() -> CaseRequest.query("Canary", null, null, 50)).detail())
        .doesNotContain("Canary");
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
