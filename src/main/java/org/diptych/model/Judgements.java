package org.diptych.model;

import java.util.List;

/**
 * What a network said of validation cases in one mode, and what is true; the same cases once for
 * each kind of text they were shown with.
 *
 * @param logits per row and class
 * @param truth 0 or 1
 * @param labelled whether anybody knows
 * @param groups how often the cases were shown
 */
record Judgements(float[][] logits, float[][] truth, boolean[][] labelled, int groups) {
  /** Readings of the same samples, once per kind of text. */
  static Judgements of(List<Sample> samples, List<List<RawReading>> shown) {
    int n = samples.size();
    float[][] logits = new float[n * shown.size()][];
    float[][] truth = new float[logits.length][];
    boolean[][] labelled = new boolean[logits.length][];
    for (int row = 0; row < logits.length; row++) {
      Sample sample = samples.get(row % n);
      logits[row] = shown.get(row / n).get(row % n).logits();
      truth[row] = sample.truth();
      labelled[row] = new boolean[sample.weight().length];
      for (int c = 0; c < labelled[row].length; c++) {
        labelled[row][c] = sample.weight()[c] > 0;
      }
    }
    return new Judgements(logits, truth, labelled, shown.size());
  }

  int size() {
    return logits.length;
  }

  int classes() {
    return logits.length == 0 ? 0 : logits[0].length;
  }

  /** The first row of a group. */
  int begin(int group) {
    return group * (logits.length / groups);
  }
}
