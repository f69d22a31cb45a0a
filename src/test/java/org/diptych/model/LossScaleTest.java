package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The scale follows what half precision can hold. */
class LossScaleTest {
  @Test
  void in_single_precision_nothing_is_scaled() {
    LossScale scale = LossScale.of(false);
    scale.stepped(false);
    assertThat(scale.value()).isEqualTo(1);
  }

  @Test
  void a_step_that_was_not_taken_halves_it_and_many_good_ones_double_it() {
    LossScale scale = LossScale.of(true);
    assertThat(scale.value()).isEqualTo(4096);
    scale.stepped(false);
    assertThat(scale.value()).isEqualTo(2048);
    for (int i = 0; i < 499; i++) {
      scale.stepped(true);
    }
    assertThat(scale.value()).isEqualTo(2048);
    scale.stepped(true);
    assertThat(scale.value()).isEqualTo(4096);
  }

  @Test
  void it_never_falls_below_one_and_never_grows_beyond_what_half_precision_holds() {
    LossScale scale = LossScale.of(true);
    for (int i = 0; i < 40; i++) {
      scale.stepped(false);
    }
    assertThat(scale.value()).isEqualTo(1);
    for (int i = 0; i < 20_000; i++) {
      scale.stepped(true);
    }
    assertThat(scale.value()).isEqualTo(65536);
  }
}
