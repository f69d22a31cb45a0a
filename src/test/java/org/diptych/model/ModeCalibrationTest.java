package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Logits that lean to the present are set right, and calls are never behind the commonest. */
class ModeCalibrationTest {
  private static final int ROWS = 400;

  @Test
  void a_class_that_is_called_too_often_is_pulled_back_to_its_share() {
    Judgements leaning = judgements(1, 0.1, 2.0);
    ModeCalibration fitted = ModeCalibration.fit(leaning, false);
    double mean =
        Arrays.stream(leaning.logits())
            .mapToDouble(row -> fitted.probabilities(row, false)[0])
            .average()
            .orElseThrow();
    assertThat(fitted.offsets().get(0)).isNegative();
    assertThat(mean).isCloseTo(0.1, within(0.02));
  }

  @Test
  void a_threshold_is_in_no_group_behind_always_saying_what_is_commonest() {
    // The second group's logits say nothing: only calling nobody is as good as the commonest.
    Judgements first = judgements(1, 0.3, 1.0);
    float[][] logits = new float[2 * ROWS][];
    float[][] truth = new float[2 * ROWS][];
    boolean[][] labelled = new boolean[2 * ROWS][];
    Random chance = new Random(8);
    for (int i = 0; i < ROWS; i++) {
      logits[i] = first.logits()[i];
      logits[ROWS + i] = new float[] {(float) chance.nextGaussian() / 3};
      truth[i] = first.truth()[i];
      truth[ROWS + i] = first.truth()[i];
      labelled[i] = first.labelled()[i];
      labelled[ROWS + i] = first.labelled()[i];
    }
    ModeCalibration fitted =
        ModeCalibration.fit(new Judgements(logits, truth, labelled, List.of(0, ROWS)), false);
    for (int group = 0; group < 2; group++) {
      int wrong = 0;
      int present = 0;
      for (int i = group * ROWS; i < (group + 1) * ROWS; i++) {
        boolean called = fitted.probabilities(logits[i], false)[0] >= fitted.thresholds().get(0);
        wrong += called != truth[i][0] > 0 ? 1 : 0;
        present += truth[i][0] > 0 ? 1 : 0;
      }
      assertThat(wrong).isLessThanOrEqualTo(Math.min(present, ROWS - present));
    }
  }

  @Test
  void a_rare_class_is_not_called_on_the_word_of_a_few_cases() {
    // Three of five calls are right: more than the commonest would be, by less than chance may do.
    float[][] logits = new float[30][1];
    float[][] truth = new float[30][1];
    boolean[][] labelled = new boolean[30][1];
    for (int i = 0; i < 30; i++) {
      logits[i][0] = i < 5 ? 1 : -1;
      truth[i][0] = i < 3 ? 1 : 0;
      labelled[i][0] = true;
    }
    ModeCalibration few =
        ModeCalibration.fit(new Judgements(logits, truth, labelled, List.of(0)), false);
    assertThat(few.probabilities(logits[0], false)[0]).isLessThan(few.thresholds().get(0));

    ModeCalibration many = ModeCalibration.fit(judgements(1, 0.1, 0), false);
    assertThat(many.probabilities(new float[] {2}, false)[0])
        .isGreaterThan(many.thresholds().get(0));
  }

  @Test
  void classes_that_exclude_each_other_keep_their_sum() {
    Judgements two = judgements(2, 0.5, 0);
    double[] p = ModeCalibration.fit(two, true).probabilities(new float[] {1, -1}, true);
    assertThat(p[0] + p[1]).isCloseTo(1, within(1e-9));
  }

  /** Logits that know something of the truth and lean by so much. */
  private static Judgements judgements(int classes, double share, double leaning) {
    Random chance = new Random(4);
    float[][] logits = new float[ROWS][classes];
    float[][] truth = new float[ROWS][classes];
    boolean[][] labelled = new boolean[ROWS][classes];
    for (int i = 0; i < ROWS; i++) {
      for (int c = 0; c < classes; c++) {
        truth[i][c] = i < share * ROWS == (c == 0) ? 1 : 0;
        double known = truth[i][c] > 0 ? 1.5 : -1.5;
        logits[i][c] = (float) (known + leaning + chance.nextGaussian());
        labelled[i][c] = true;
      }
    }
    return new Judgements(logits, truth, labelled, List.of(0));
  }
}
