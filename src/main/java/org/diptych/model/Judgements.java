package org.diptych.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What a network said of validation cases in one mode, and what is true; the same cases once for
 * each kind of text they were shown with. A group is what one source was shown with one kind of
 * text.
 *
 * @param logits per row and class
 * @param truth 0 or 1
 * @param labelled whether anybody knows
 * @param begins the first row of each group
 */
record Judgements(float[][] logits, float[][] truth, boolean[][] labelled, List<Integer> begins) {
  /** Readings of the same samples, once per kind of text. */
  static Judgements of(List<Sample> samples, List<List<RawReading>> shown) {
    int n = samples.size();
    float[][] logits = new float[n * shown.size()][];
    float[][] truth = new float[logits.length][];
    boolean[][] labelled = new boolean[logits.length][];
    List<Integer> begins = new ArrayList<>();
    for (int row = 0; row < logits.length; row++) {
      Sample sample = samples.get(row % n);
      if (row % n == 0 || !sample.source().equals(samples.get(row % n - 1).source())) {
        begins.add(row);
      }
      logits[row] = shown.get(row / n).get(row % n).logits();
      truth[row] = sample.truth();
      labelled[row] = new boolean[sample.weight().length];
      for (int c = 0; c < labelled[row].length; c++) {
        labelled[row][c] = sample.weight()[c] > 0;
      }
    }
    return new Judgements(logits, truth, labelled, begins);
  }

  int size() {
    return logits.length;
  }

  int classes() {
    return logits.length == 0 ? 0 : logits[0].length;
  }

  /** The first row of a group, or the end of the last. */
  int begin(int group) {
    return group == begins.size() ? logits.length : begins.get(group);
  }
}
