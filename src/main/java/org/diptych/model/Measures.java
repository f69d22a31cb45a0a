package org.diptych.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of the paper's table I and what the project adds. Classes that are true of no case
 * and classes true of every case have no AUC; classes true of none are left out of every mean.
 *
 * <p>Accuracy: exclusive classes, share of cases whose most probable class is true; independent
 * classes, share of right decisions over cases and classes.
 */
final class Measures {
  private final List<ClassDefinition> classes;
  private final boolean exclusive;

  Measures(List<ClassDefinition> classes, boolean exclusive) {
    this.classes = classes;
    this.exclusive = exclusive;
  }

  /** Every measure by name; NaN where the cases have no such truth. */
  Map<String, Double> of(List<Outcome> cases) {
    Map<String, Double> measures = new LinkedHashMap<>();
    double recall = 0;
    double f1 = 0;
    double auc = 0;
    int known = 0;
    int ranked = 0;
    for (int c = 0; c < classes.size(); c++) {
      Map<String, Double> one = ofClass(cases, c);
      if (one.getOrDefault("n", 0.0) > 0) {
        known++;
        recall += one.getOrDefault("recall", 0.0);
        f1 += one.getOrDefault("f1", 0.0);
        double area = one.getOrDefault("auc", Double.NaN);
        if (!Double.isNaN(area)) {
          auc += area;
          ranked++;
        }
      }
    }
    measures.put("accuracy", accuracy(cases));
    measures.put("recall", recall / known);
    measures.put("f1", f1 / known);
    measures.put(
        "iou",
        cases.stream()
            .filter(each -> each.iou() != null)
            .mapToDouble(each -> each.iou())
            .average()
            .orElse(Double.NaN));
    measures.put(
        "dice",
        cases.stream()
            .filter(each -> each.dice() != null)
            .mapToDouble(each -> each.dice())
            .average()
            .orElse(Double.NaN));
    measures.put("macroAuc", auc / ranked);
    measures.put("ece", calibration(cases));
    describe(cases, measures);
    return measures;
  }

  /** Of one class: how many cases are of it, recall, precision, F1 and AUC. */
  Map<String, Double> ofClass(List<Outcome> cases, int c) {
    double hits = 0;
    double is = 0;
    double called = 0;
    double[] scores = new double[cases.size()];
    boolean[] truth = new boolean[cases.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = cases.get(i).probabilities()[c];
      truth[i] = cases.get(i).truth()[c];
      is += truth[i] ? 1 : 0;
      called += cases.get(i).present()[c] ? 1 : 0;
      hits += truth[i] && cases.get(i).present()[c] ? 1 : 0;
    }
    Map<String, Double> one = new LinkedHashMap<>();
    one.put("n", is);
    one.put("recall", hits / is);
    one.put("precision", hits / called);
    one.put("f1", 2 * hits / (is + called));
    one.put("auc", Scores.auc(scores, truth));
    return one;
  }

  /** The accuracy of always saying what is commonest. */
  double majority(List<Outcome> cases) {
    double best = 0;
    double right = 0;
    double all = 0;
    for (int c = 0; c < classes.size(); c++) {
      int of = c;
      double is = cases.stream().filter(each -> each.truth()[of]).count();
      best = Math.max(best, is / cases.size());
      if (counted(cases, c)) {
        right += Math.max(is, cases.size() - is);
        all += cases.size();
      }
    }
    return exclusive ? best : right / all;
  }

  private boolean counted(List<Outcome> cases, int c) {
    return exclusive || cases.stream().anyMatch(each -> each.truth()[c]);
  }

  private double accuracy(List<Outcome> cases) {
    double right = 0;
    double all = 0;
    for (int c = 0; c < classes.size(); c++) {
      if (counted(cases, c)) {
        for (Outcome each : cases) {
          boolean counts = !exclusive || each.truth()[c];
          right += counts && each.present()[c] == each.truth()[c] ? 1 : 0;
          all += counts ? 1 : 0;
        }
      }
    }
    return right / all;
  }

  /** Of the most probable class, or of every decision when classes are independent. */
  private double calibration(List<Outcome> cases) {
    List<Double> confidence = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (Outcome each : cases) {
      for (int c = 0; c < classes.size(); c++) {
        if (!exclusive && counted(cases, c)) {
          confidence.add(each.probabilities()[c]);
          right.add(each.truth()[c]);
        }
      }
      if (exclusive) {
        confidence.add(each.probabilities()[each.top()]);
        right.add(each.truth()[each.top()]);
      }
    }
    boolean[] hits = new boolean[right.size()];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = right.get(i);
    }
    return Scores.expectedCalibrationError(
        confidence.stream().mapToDouble(Double::doubleValue).toArray(), hits);
  }

  private static void describe(List<Outcome> cases, Map<String, Double> measures) {
    List<List<String>> said = new ArrayList<>();
    List<List<String>> truth = new ArrayList<>();
    double rouge = 0;
    for (Outcome each : cases) {
      if (each.said() != null && each.described() != null) {
        said.add(Phrases.split(each.said()));
        truth.add(Phrases.split(each.described()));
        rouge += Scores.rougeL(said.get(said.size() - 1), truth.get(truth.size() - 1));
      }
    }
    for (int n = 1; n <= 4; n++) {
      measures.put("bleu" + n, said.isEmpty() ? Double.NaN : Scores.bleu(said, truth, n));
    }
    measures.put("rougeL", rouge / said.size());
  }
}
