package org.diptych.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The curves behind the measures: ROC of each class, reliability, and the confusion of classes. */
final class EvaluationCurves {
  private static final int BINS = 10;
  private static final int POINTS = 60;

  private final List<ClassDefinition> classes;
  private final boolean exclusive;

  EvaluationCurves(List<ClassDefinition> classes, boolean exclusive) {
    this.classes = classes;
    this.exclusive = exclusive;
  }

  /** Adds {@code roc}, {@code reliability} and, for exclusive classes, {@code confusion}. */
  void write(List<Outcome> outcomes, ObjectNode to) {
    ObjectNode roc = to.putObject("roc");
    for (int c = 0; c < classes.size(); c++) {
      roc(outcomes, c, roc.putArray(classes.get(c).label()));
    }
    reliability(outcomes, to.putArray("reliability"));
    if (exclusive) {
      confusion(outcomes, to.putArray("confusion"));
    }
  }

  /** Points (false positive rate, true positive rate), none where the class has no both kinds. */
  private static void roc(List<Outcome> outcomes, int c, ArrayNode to) {
    long positives = outcomes.stream().filter(each -> each.truth()[c]).count();
    long negatives = outcomes.size() - positives;
    if (positives == 0 || negatives == 0) {
      return;
    }
    List<Outcome> falling =
        outcomes.stream()
            .sorted(Comparator.comparingDouble((Outcome each) -> -each.probabilities()[c]))
            .toList();
    int every = Math.max(1, falling.size() / POINTS);
    double hits = 0;
    double alarms = 0;
    point(to, 0, 0);
    for (int i = 0; i < falling.size(); i++) {
      hits += falling.get(i).truth()[c] ? 1 : 0;
      alarms += falling.get(i).truth()[c] ? 0 : 1;
      boolean tied =
          i + 1 < falling.size()
              && falling.get(i).probabilities()[c] == falling.get(i + 1).probabilities()[c];
      if (!tied && (i % every == 0 || i + 1 == falling.size())) {
        point(to, alarms / negatives, hits / positives);
      }
    }
  }

  private static void point(ArrayNode to, double x, double y) {
    to.addArray().add(EvaluationResult.rounded(x)).add(EvaluationResult.rounded(y));
  }

  /** Of ten bins of confidence: how many decisions, how sure, how often right. */
  private void reliability(List<Outcome> outcomes, ArrayNode to) {
    double[][] bins = new double[BINS][3];
    for (Outcome each : outcomes) {
      double[] p = each.probabilities();
      for (int c = 0; c < p.length; c++) {
        if (!exclusive || c == each.top()) {
          double[] bin = bins[Math.min(BINS - 1, (int) (p[c] * BINS))];
          bin[0]++;
          bin[1] += p[c];
          bin[2] += each.truth()[c] ? 1 : 0;
        }
      }
    }
    for (double[] bin : bins) {
      if (bin[0] > 0) {
        to.addObject()
            .put("n", (int) bin[0])
            .put("confidence", EvaluationResult.rounded(bin[1] / bin[0]))
            .put("right", EvaluationResult.rounded(bin[2] / bin[0]));
      }
    }
  }

  /** Rows are what is true, columns what was said. */
  private void confusion(List<Outcome> outcomes, ArrayNode to) {
    int[][] counts = new int[classes.size()][classes.size()];
    for (Outcome each : outcomes) {
      for (int c = 0; c < classes.size(); c++) {
        if (each.truth()[c]) {
          counts[c][each.top()]++;
        }
      }
    }
    for (int[] row : counts) {
      ArrayNode line = to.addArray();
      Arrays.stream(row).forEach(line::add);
    }
  }
}
