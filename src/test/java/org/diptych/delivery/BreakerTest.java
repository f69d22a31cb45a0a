package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.diptych.journal.NotYet;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private Instant now = START;
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  /** No jitter: the middle of every range. */
  private final RandomGenerator even =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public long nextLong(long origin, long bound) {
          return (origin + bound) / 2;
        }
      };

  private final Breaker breaker =
      new Breaker(
          "fhir",
          new Breaker.Patience(3, Duration.ofSeconds(10), Duration.ofSeconds(25)),
          clock,
          even);

  @Test
  void a_destination_that_answers_now_and_then_is_always_asked() {
    for (int each = 0; each < 10; each++) {
      assertThat(breaker.enter().unavailable(null)).isNull();
      assertThat(breaker.enter().unavailable(null)).isNull();
      breaker.enter().answered();
    }
    assertThat(breaker.state()).isEqualTo(Breaker.State.ASKED);
  }

  @Test
  void after_so_many_unavailable_answers_in_a_row_it_is_left_in_peace_for_a_while() {
    becomesIll();

    assertThat(breaker.state()).isEqualTo(Breaker.State.LEFT_IN_PEACE);
    refuses(START.plusSeconds(10));
    now = START.plusSeconds(9);
    refuses(START.plusSeconds(10));
  }

  @Test
  void then_one_probes_while_the_others_wait_and_its_success_is_everybodys() {
    becomesIll();
    now = START.plusSeconds(10);

    Breaker.Leave probe = breaker.enter();
    assertThat(breaker.state()).isEqualTo(Breaker.State.PROBED);
    refuses(now.plusSeconds(1));
    probe.answered();

    assertThat(breaker.state()).isEqualTo(Breaker.State.ASKED);
    breaker.enter();
    breaker.enter();
  }

  @Test
  void each_probe_that_fails_doubles_the_pause_up_to_the_longest() {
    becomesIll();
    for (int seconds : new int[] {20, 25, 25}) {
      now = now.plusSeconds(25);
      assertThat(breaker.enter().unavailable(null)).isEqualTo(now.plusSeconds(seconds));
      refuses(now.plusSeconds(seconds));
    }
  }

  @Test
  void a_probe_that_learned_nothing_leaves_its_place_to_the_next() {
    becomesIll();
    now = START.plusSeconds(10);
    breaker.enter().unused();

    breaker.enter().answered();

    assertThat(breaker.state()).isEqualTo(Breaker.State.ASKED);
  }

  @Test
  void a_time_that_the_destination_names_holds_for_everybody_at_once() {
    assertThat(breaker.enter().unavailable(START.plusSeconds(90))).isEqualTo(START.plusSeconds(90));

    now = START.plusSeconds(89);
    refuses(START.plusSeconds(90));
    now = START.plusSeconds(90);
    breaker.enter();
  }

  @Test
  void what_was_asked_before_the_pause_does_not_end_it() {
    Breaker.Leave early = breaker.enter();
    becomesIll();

    early.answered();

    refuses(START.plusSeconds(10));
  }

  private void becomesIll() {
    breaker.enter().unavailable(null);
    breaker.enter().unavailable(null);
    assertThat(breaker.enter().unavailable(null)).isEqualTo(now.plusSeconds(10));
  }

  private void refuses(Instant until) {
    assertThatThrownBy(breaker::enter)
        .isInstanceOfSatisfying(NotYet.class, e -> assertThat(e.due()).isEqualTo(until));
  }
}
