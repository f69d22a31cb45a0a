package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a package learns to refuse. */
class SpoilingTest {
  private static final float[] PICTURE = {1, 2, 3, 4};

  @Test
  void pictures_are_turned_to_either_side_and_upside_down_inverted_and_replaced() {
    float[] other = {9, 9, 9, 9};
    Spoiling spoiling = new Spoiling(2, List.of(other));
    Set<List<Float>> seen = new HashSet<>();
    Random chance = new Random(1);
    for (int i = 0; i < 200; i++) {
      float[] spoilt = spoiling.spoil(PICTURE, chance);
      assertThat(spoilt).isNotEqualTo(PICTURE);
      List<Float> values = new ArrayList<>();
      for (float value : spoilt) {
        values.add(value);
      }
      seen.add(values);
    }
    assertThat(seen)
        .contains(
            List.of(3f, 1f, 4f, 2f),
            List.of(2f, 4f, 1f, 3f),
            List.of(4f, 3f, 2f, 1f),
            List.of(-1f, -2f, -3f, -4f),
            List.of(9f, 9f, 9f, 9f));
  }
}
