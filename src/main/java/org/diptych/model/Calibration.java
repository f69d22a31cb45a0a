package org.diptych.model;

import java.util.Arrays;

/** Temperature scaling: logits divided by one number that makes validation likeliest. */
final class Calibration {
  private Calibration() {}

  static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** What {@link #sigmoid} made of it, kept finite. */
  static double logit(double probability) {
    double p = Math.max(1e-7, Math.min(1 - 1e-7, probability));
    return Math.log(p / (1 - p));
  }

  /** Calibrated probabilities of one case. */
  static double[] probabilities(float[] logits, double temperature, boolean exclusive) {
    double[] p = new double[logits.length];
    if (!exclusive) {
      for (int c = 0; c < p.length; c++) {
        p[c] = sigmoid(logits[c] / temperature);
      }
      return p;
    }
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit / temperature);
    }
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(logits[c] / temperature - most);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /** The temperatures that are tried, between a quarter and sixteen. */
  static double[] temperatures() {
    double[] all = new double[61];
    Arrays.setAll(all, i -> Math.pow(2, (i - 20) / 10.0));
    return all;
  }

  /** The temperature of {@link #temperatures} with the least negative log likelihood. */
  static double temperature(
      float[][] logits, float[][] truth, boolean[][] labelled, boolean exclusive) {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double temperature : temperatures()) {
      double loss = 0;
      for (int i = 0; i < logits.length; i++) {
        double[] p = probabilities(logits[i], temperature, exclusive);
        for (int c = 0; c < p.length; c++) {
          if (labelled[i][c]) {
            double right = truth[i][c] > 0 ? p[c] : 1 - p[c];
            loss -= exclusive && truth[i][c] == 0 ? 0 : Math.log(Math.max(1e-9, right));
          }
        }
      }
      if (loss < least) {
        least = loss;
        best = temperature;
      }
    }
    return best;
  }
}
