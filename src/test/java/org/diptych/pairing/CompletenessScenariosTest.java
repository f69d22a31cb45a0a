package org.diptych.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.OrderBuilder.anOrder;

import java.time.Duration;
import org.diptych.study.OrderState;
import org.junit.jupiter.api.Test;

/** A study settles by the first evidence that all of it is here, and says by which. */
class CompletenessScenariosTest extends SettlingScenario {
  @Test
  void given_all_images_when_they_are_announced_then_the_study_settles_at_once() {
    images(1, 2);
    given.available("1.9", STUDY, 2);
    assertThat(reason()).isEqualTo("all 2 instances that the availability notification announced");
  }

  @Test
  void given_two_steps_when_both_have_ended_then_the_study_is_both_of_them() {
    given.stepBegins("1.8.1", STUDY).stepEnds("1.8.1", 1);
    given.stepBegins("1.8.2", STUDY);
    images(1, 1);
    assertThat(settlings()).isZero();
    given.stepEnds("1.8.2", 1);
    assertThat(settlings()).isZero();
    images(2, 2);
    assertThat(reason()).isEqualTo("all 2 instances that the procedure step announced");
  }

  @Test
  void given_two_steps_when_one_ends_without_a_list_then_the_other_is_not_all() {
    given.stepBegins("1.8.1", STUDY).stepEnds("1.8.1", 1);
    given.stepBegins("1.8.2", STUDY).stepEnds("1.8.2", null);
    images(1, 1);
    assertThat(settlings()).isZero();
  }

  @Test
  void given_a_running_step_when_nothing_comes_for_the_quiet_period_then_it_waits_to_the_longest() {
    given.stepBegins("1.8.1", STUDY);
    images(1, 1);
    given.silence();
    assertThat(settlings()).isZero();
    given.clock.advance(Duration.ofMinutes(2));
    given.silence();
    assertThat(settlings()).isEqualTo(1);
  }

  @Test
  void given_images_four_seconds_apart_when_they_pause_then_the_quiet_period_is_twice_that() {
    images(1, 1);
    given.clock.advance(Duration.ofSeconds(4));
    images(2, 2);
    given.clock.advance(Duration.ofSeconds(7));
    given.look();
    assertThat(settlings()).isZero();
    given.clock.advance(Duration.ofSeconds(1));
    given.look();
    assertThat(reason()).isEqualTo("nothing new for 8.0 s");
  }

  @Test
  void given_slow_images_when_the_order_is_done_then_gaps_no_longer_count() {
    images(1, 1);
    given.clock.advance(Duration.ofSeconds(4));
    images(2, 2);
    given.order(anOrder("FI1").ofStudy(STUDY).in(OrderState.COMPLETED));
    given.clock.advance(Duration.ofSeconds(5));
    given.look();
    assertThat(reason()).isEqualTo("nothing new for 5.0 s");
  }
}
