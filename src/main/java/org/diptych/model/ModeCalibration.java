package org.diptych.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How the logits of one mode of reading become probabilities and calls, fitted on validation.
 *
 * @param temperature every logit is divided by it
 * @param offsets added per class after that: training counts rare classes more than they occur,
 *     which a temperature alone cannot take back; zeros where classes exclude each other
 * @param thresholds per class, from which it is called present
 */
record ModeCalibration(double temperature, List<Double> offsets, List<Double> thresholds) {
  /** What holds an offset near zero, in cases. */
  private static final double RIDGE = 1;

  private static final double MOST = 6;

  static ModeCalibration fit(Judgements on, boolean exclusive) {
    int n = on.classes();
    if (exclusive) {
      double temperature = Calibration.temperature(on.logits(), on.truth(), on.labelled(), true);
      return new ModeCalibration(
          temperature, Collections.nCopies(n, 0.0), Collections.nCopies(n, 0.5));
    }
    double[] none = new double[n];
    ModeCalibration best = new ModeCalibration(1, boxed(none), List.of());
    double least = Double.POSITIVE_INFINITY;
    for (double temperature : Calibration.temperatures()) {
      double[] offsets = new double[n];
      double loss = 0;
      for (int c = 0; c < n; c++) {
        offsets[c] = offset(on, c, temperature);
        loss += loss(on, c, temperature, offsets[c]);
      }
      if (loss < least) {
        least = loss;
        best = new ModeCalibration(temperature, boxed(offsets), List.of());
      }
    }
    return best.calling(on);
  }

  /** Calibrated probabilities of one case. */
  double[] probabilities(float[] logits, boolean exclusive) {
    if (exclusive) {
      return Calibration.probabilities(logits, temperature, true);
    }
    double[] p = new double[logits.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = probability(logits[c], temperature, offsets.get(c));
    }
    return p;
  }

  private static double probability(float logit, double temperature, double offset) {
    return Calibration.sigmoid(logit / temperature + offset);
  }

  private ModeCalibration calling(Judgements on) {
    List<Double> cuts = new ArrayList<>();
    for (int c = 0; c < on.classes(); c++) {
      cuts.add(threshold(on, c));
    }
    return new ModeCalibration(temperature, offsets, cuts);
  }

  /** Where the mean probability is the share of the class; the sum falls as the offset grows. */
  private static double offset(Judgements on, int c, double temperature) {
    double low = -MOST;
    double high = MOST;
    for (int step = 0; step < 40; step++) {
      double offset = (low + high) / 2;
      double slope = -RIDGE * offset;
      for (int i = 0; i < on.size(); i++) {
        if (on.labelled()[i][c]) {
          double p = probability(on.logits()[i][c], temperature, offset);
          slope += on.truth()[i][c] - p;
        }
      }
      low = slope > 0 ? offset : low;
      high = slope > 0 ? high : offset;
    }
    return (low + high) / 2;
  }

  private static double loss(Judgements on, int c, double temperature, double offset) {
    double loss = RIDGE * offset * offset / 2;
    for (int i = 0; i < on.size(); i++) {
      if (on.labelled()[i][c]) {
        double p = probability(on.logits()[i][c], temperature, offset);
        loss -= Math.log(Math.max(1e-9, on.truth()[i][c] > 0 ? p : 1 - p));
      }
    }
    return loss;
  }

  /**
   * The threshold with the best F1 of those that are in no group more often wrong than always
   * saying what is commonest, and over all groups less often by what chance could do to so few
   * cases (a standard error); where there is none, the one that is nearest to that.
   */
  private double threshold(Judgements on, int c) {
    double best = 0.5;
    double most = Double.NEGATIVE_INFINITY;
    for (double cut : cuts()) {
      double value = value(on, c, cut);
      boolean nearer = Math.abs(cut - 0.5) < Math.abs(best - 0.5);
      if (value > most + 1e-9 || (value > most - 1e-9 && nearer)) {
        most = Math.max(most, value);
        best = cut;
      }
    }
    return best;
  }

  private double value(Judgements on, int c, double cut) {
    double hits = 0;
    double wrong = 0;
    double behind = 0;
    double differing = 0;
    double ahead = 0;
    for (int group = 0; group < on.begins().size(); group++) {
      double groupWrong = 0;
      double called = 0;
      double positive = 0;
      double negative = 0;
      for (int i = on.begin(group); i < on.begin(group + 1); i++) {
        if (on.labelled()[i][c]) {
          double p = probability(on.logits()[i][c], temperature, offsets.get(c));
          boolean is = on.truth()[i][c] > 0;
          hits += p >= cut && is ? 1 : 0;
          called += p >= cut ? 1 : 0;
          groupWrong += p >= cut != is ? 1 : 0;
          positive += is ? 1 : 0;
          negative += is ? 0 : 1;
        }
      }
      wrong += groupWrong;
      double gained = Math.min(positive, negative) - groupWrong;
      behind += Math.max(0, -gained);
      ahead += gained;
      differing += positive > negative ? positive + negative - called : called;
    }
    // Calls and the commonest differ in so many cases; were they as good, half would be right by
    // chance.
    behind += Math.max(0, Math.sqrt(differing) - ahead);
    return behind > 0 ? -behind : 2 * hits / Math.max(1, 2 * hits + wrong);
  }

  /** Thresholds stay between 0.2 and 0.8: few validation cases must not make a class mute. */
  private static double[] cuts() {
    double[] cuts = new double[61];
    Arrays.setAll(cuts, i -> (20 + i) / 100.0);
    return cuts;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
