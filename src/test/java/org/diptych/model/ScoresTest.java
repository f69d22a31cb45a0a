package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void auc_counts_pairs_in_order_and_half_of_ties() {
    assertThat(
            Scores.auc(
                new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true}))
        .isEqualTo(0.75);
    assertThat(Scores.auc(new double[] {0.5, 0.5}, new boolean[] {false, true})).isEqualTo(0.5);
    assertThat(Scores.auc(new double[] {0.5}, new boolean[] {true})).isNaN();
  }

  @Test
  void calibration_error_is_the_gap_between_confidence_and_truth() {
    assertThat(
            Scores.expectedCalibrationError(
                new double[] {0.95, 0.95, 0.05, 0.05}, new boolean[] {true, false, false, false}))
        .isCloseTo((0.9 + 0.1) / 4, within(1e-9));
  }

  @Test
  void boxes_share_what_they_overlap() {
    assertThat(Scores.intersectionOverUnion(new double[] {0, 0, 2, 2}, new double[] {1, 0, 2, 2}))
        .isCloseTo(1.0 / 3, within(1e-9));
    assertThat(Scores.intersectionOverUnion(new double[] {0, 0, 1, 1}, new double[] {5, 5, 1, 1}))
        .isZero();
  }

  @Test
  void bleu_and_rouge_agree_with_the_textbook() {
    List<String> truth = List.of("the", "cat", "sat", "on", "the", "mat");
    List<String> said = List.of("the", "cat", "the", "cat", "on", "the", "mat");
    assertThat(Scores.bleu(List.of(truth), List.of(truth), 4)).isCloseTo(1, within(1e-9));
    assertThat(Scores.bleu(List.of(said), List.of(truth), 1)).isCloseTo(5.0 / 7, within(1e-9));
    assertThat(Scores.rougeL(said, truth)).isCloseTo(2 * 5.0 / 13, within(1e-9));
  }

  @Test
  void the_temperature_of_overconfident_logits_is_above_one() {
    float[][] logits = {{4}, {4}, {4}, {-4}};
    float[][] truth = {{1}, {1}, {0}, {0}};
    boolean[][] labelled = {{true}, {true}, {true}, {true}};
    assertThat(Calibration.temperature(logits, truth, labelled, false)).isGreaterThan(2);
  }
}
