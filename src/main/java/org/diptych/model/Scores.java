package org.diptych.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The measures of the evaluation, each by its textbook definition. */
final class Scores {
  private Scores() {}

  /** Area under the ROC curve by ranks, ties counting half; NaN without both kinds. */
  static double auc(double[] scores, boolean[] truth) {
    if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double ranks = 0;
    long positives = 0;
    for (int i = 0; i < order.length; ) {
      int j = i;
      while (j < order.length && scores[order[j]] == scores[order[i]]) {
        j++;
      }
      double rank = (i + j + 1) / 2.0;
      for (int k = i; k < j; k++) {
        if (truth[order[k]]) {
          ranks += rank;
          positives++;
        }
      }
      i = j;
    }
    long negatives = scores.length - positives;
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  /** Expected calibration error over ten bins of equal width. */
  static double expectedCalibrationError(double[] confidence, boolean[] right) {
    double[] sum = new double[10];
    double[] hits = new double[10];
    for (int i = 0; i < confidence.length; i++) {
      int bin = Math.min(9, (int) (confidence[i] * 10));
      sum[bin] += confidence[i];
      hits[bin] += right[i] ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < 10; bin++) {
      error += Math.abs(sum[bin] - hits[bin]);
    }
    return confidence.length == 0 ? Double.NaN : error / confidence.length;
  }

  /** Intersection over union of boxes given as left, top, width, height. */
  static double intersectionOverUnion(double[] a, double[] b) {
    double w = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
    double h = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
    double shared = Math.max(0, w) * Math.max(0, h);
    double all = a[2] * a[3] + b[2] * b[3] - shared;
    return all <= 0 ? 0 : shared / all;
  }

  /** Dice of two masks cut at one half; two empty masks agree. */
  static double dice(float[] a, float[] b) {
    double shared = 0;
    double total = 0;
    for (int i = 0; i < a.length; i++) {
      boolean x = a[i] > 0.5f;
      boolean y = b[i] > 0.5f;
      shared += x && y ? 1 : 0;
      total += (x ? 1 : 0) + (y ? 1 : 0);
    }
    return total == 0 ? 1 : 2 * shared / total;
  }

  /** Corpus BLEU of n-grams up to {@code most}, with brevity penalty, without smoothing. */
  static double bleu(List<List<String>> said, List<List<String>> truth, int most) {
    double log = 0;
    long saidLength = 0;
    long trueLength = 0;
    for (int n = 1; n <= most; n++) {
      long matches = 0;
      long total = 0;
      for (int i = 0; i < said.size(); i++) {
        Map<List<String>, Integer> left = grams(truth.get(i), n);
        for (int k = 0; k + n <= said.get(i).size(); k++) {
          total++;
          List<String> gram = said.get(i).subList(k, k + n);
          if (left.merge(gram, -1, Integer::sum) >= 0) {
            matches++;
          }
        }
      }
      if (matches == 0) {
        return 0;
      }
      log += Math.log((double) matches / total) / most;
    }
    for (int i = 0; i < said.size(); i++) {
      saidLength += said.get(i).size();
      trueLength += truth.get(i).size();
    }
    double penalty = saidLength >= trueLength ? 1 : Math.exp(1 - (double) trueLength / saidLength);
    return penalty * Math.exp(log);
  }

  private static Map<List<String>, Integer> grams(List<String> words, int n) {
    Map<List<String>, Integer> grams = new HashMap<>();
    for (int k = 0; k + n <= words.size(); k++) {
      grams.merge(words.subList(k, k + n), 1, Integer::sum);
    }
    return grams;
  }

  /** ROUGE-L of one description: F1 of the longest common subsequence. */
  static double rougeL(List<String> said, List<String> truth) {
    if (said.isEmpty() || truth.isEmpty()) {
      return 0;
    }
    int[] row = new int[truth.size() + 1];
    for (String word : said) {
      int diagonal = 0;
      for (int k = 1; k <= truth.size(); k++) {
        int above = row[k];
        row[k] = word.equals(truth.get(k - 1)) ? diagonal + 1 : Math.max(above, row[k - 1]);
        diagonal = above;
      }
    }
    double common = row[truth.size()];
    return 2 * common / (said.size() + truth.size());
  }
}
