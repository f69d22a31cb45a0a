package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What validation chooses of boxes. */
class ChoicesTest {
  private static final int SIDE = 16;
  private static final float[] TRUTH = {0.5f, 0.5f, 0.5f, 0.5f};
  private static final float[] ELSEWHERE = {0.1f, 0.1f, 0.1f, 0.1f};

  /** A mask that fades over four cells to either side of where it is one half. */
  private static RawReading reading(double halfAcross, float[] ownBox) {
    float[] mask = new float[SIDE * SIDE];
    for (int i = 0; i < mask.length; i++) {
      double x = Math.abs(i % SIDE + 0.5 - SIDE / 2.0);
      double y = Math.abs(i / SIDE + 0.5 - SIDE / 2.0);
      double outside = Math.max(x, y) - halfAcross;
      mask[i] = (float) Math.max(0, Math.min(1, 0.5 - outside / 8));
    }
    return new RawReading(new float[1], ownBox, mask, 1, 1, new float[0], List.of());
  }

  @Test
  void a_mask_that_is_drawn_too_wide_gets_a_higher_threshold() {
    // A half is met 5 cells from the middle, the truth is 4: at 0.5 + 1 / 8.
    List<RawReading> readings = Collections.nCopies(3, reading(5, ELSEWHERE));
    assertThat(Choices.boxThreshold(readings, Collections.nCopies(3, TRUTH))).isEqualTo(0.6);
  }

  @Test
  void a_mask_that_is_drawn_as_it_should_keeps_the_half() {
    List<RawReading> readings = List.of(reading(4, ELSEWHERE), reading(4, ELSEWHERE));
    assertThat(Choices.boxThreshold(readings, Arrays.asList(TRUTH, null))).isEqualTo(0.5);
  }

  @Test
  void the_heads_own_box_is_taken_where_it_is_nearer() {
    List<RawReading> readings = List.of(reading(6.5, TRUTH));
    assertThat(Choices.boxThreshold(readings, List.of(TRUTH))).isNull();
  }
}
