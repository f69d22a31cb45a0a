package org.diptych.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is chosen on validation after training.
 *
 * @param temperatures per mode, by its lower-case name
 * @param thresholds per class, where F1 with both halves is best
 * @param agreementTemperature of the judgement whether report and picture belong together
 * @param boxOfMask whether the box of the mask's weightiest region is nearer the truth than the box
 *     head's own
 * @param scopeThreshold which refuses at most two validation pictures in a hundred, and at most one
 *     half
 */
record Choices(
    Map<String, Double> temperatures,
    List<Double> thresholds,
    double agreementTemperature,
    boolean boxOfMask,
    double scopeThreshold) {
  private static final double REFUSED = 0.02;

  static Choices of(TrainingConfig config, Validation validation, NetworkReader reader) {
    Map<String, Double> temperatures = new LinkedHashMap<>();
    List<Sample> samples = validation.samples();
    float[][] truth = new float[samples.size()][];
    boolean[][] labelled = new boolean[samples.size()][config.classes().size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = samples.get(i).truth();
      for (int c = 0; c < labelled[i].length; c++) {
        labelled[i][c] = samples.get(i).weight()[c] > 0;
      }
    }
    List<RawReading> both = List.of();
    for (Reading.Mode mode : Reading.Mode.values()) {
      List<RawReading> readings = validation.read(reader, mode);
      float[][] logits = readings.stream().map(RawReading::logits).toArray(float[][]::new);
      temperatures.put(
          mode.name().toLowerCase(Locale.ROOT),
          Calibration.temperature(logits, truth, labelled, config.exclusive()));
      both = mode == Reading.Mode.BOTH ? readings : both;
    }
    double[][] p = new double[both.size()][];
    double temperature = temperatures.getOrDefault("both", 1.0);
    for (int i = 0; i < p.length; i++) {
      p[i] = Calibration.probabilities(both.get(i).logits(), temperature, config.exclusive());
    }
    List<Double> thresholds = new ArrayList<>();
    for (int c = 0; c < config.classes().size(); c++) {
      thresholds.add(config.exclusive() ? 0.5 : threshold(p, truth, labelled, c));
    }
    double[] scopes = both.stream().mapToDouble(RawReading::scope).sorted().toArray();
    double lowest = scopes.length == 0 ? 0 : scopes[(int) (scopes.length * REFUSED)];
    return new Choices(
        temperatures,
        thresholds,
        agreementTemperature(both, validation.contradicted(reader)),
        boxOfMask(both, samples),
        Math.min(0.5, lowest));
  }

  private static double agreementTemperature(List<RawReading> own, List<RawReading> against) {
    List<RawReading> all = new ArrayList<>(own);
    all.addAll(against);
    float[][] logits = new float[all.size()][1];
    float[][] truth = new float[all.size()][1];
    boolean[][] labelled = new boolean[all.size()][1];
    for (int i = 0; i < logits.length; i++) {
      logits[i][0] = (float) Calibration.logit(all.get(i).agreement());
      truth[i][0] = i < own.size() ? 1 : 0;
      labelled[i][0] = !against.isEmpty();
    }
    return Calibration.temperature(logits, truth, labelled, false);
  }

  private static boolean boxOfMask(List<RawReading> readings, List<Sample> samples) {
    double ofMask = 0;
    double ofHead = 0;
    for (int i = 0; i < readings.size(); i++) {
      float[] truth = samples.get(i).box();
      if (truth != null) {
        float[] region = LesionBox.of(readings.get(i).mask());
        float[] own = readings.get(i).box();
        ofHead += overlap(own, truth);
        ofMask += overlap(region == null ? own : region, truth);
      }
    }
    return ofMask > ofHead;
  }

  private static double overlap(float[] a, float[] b) {
    return Scores.intersectionOverUnion(corner(a), corner(b));
  }

  private static double[] corner(float[] box) {
    return new double[] {box[0] - box[2] / 2, box[1] - box[3] / 2, box[2], box[3]};
  }

  private static double threshold(double[][] p, float[][] truth, boolean[][] labelled, int c) {
    double best = 0.5;
    double most = -1;
    for (double cut : cuts()) {
      double hits = 0;
      double wrong = 0;
      for (int i = 0; i < p.length; i++) {
        if (labelled[i][c]) {
          boolean called = p[i][c] >= cut;
          boolean is = truth[i][c] > 0;
          hits += called && is ? 1 : 0;
          wrong += called != is ? 1 : 0;
        }
      }
      double f1 = 2 * hits / Math.max(1, 2 * hits + wrong);
      if (f1 > most + 1e-9 || (f1 > most - 1e-9 && Math.abs(cut - 0.5) < Math.abs(best - 0.5))) {
        most = Math.max(most, f1);
        best = cut;
      }
    }
    return best;
  }

  /** Thresholds stay between 0.2 and 0.8: few validation cases must not make a class mute. */
  private static double[] cuts() {
    double[] cuts = new double[61];
    Arrays.setAll(cuts, i -> (20 + i) / 100.0);
    return cuts;
  }
}
