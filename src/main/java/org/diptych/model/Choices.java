package org.diptych.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is chosen on validation after training.
 *
 * @param modes how logits become probabilities and calls, per mode by its lower-case name
 * @param agreementTemperature of the judgement whether report and picture belong together
 * @param boxThreshold at which the box of the mask's weightiest region is nearest the truth, or
 *     null where the box head's own is nearer
 * @param scopeThreshold which refuses at most two validation pictures in a hundred, and at most one
 *     half
 */
record Choices(
    Map<String, ModeCalibration> modes,
    double agreementTemperature,
    @Nullable Double boxThreshold,
    double scopeThreshold) {
  private static final double REFUSED = 0.02;
  private static final double[] THRESHOLDS = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8};

  static Choices of(TrainingConfig config, Validation validation, NetworkReader reader) {
    Map<String, ModeCalibration> modes = new LinkedHashMap<>();
    List<Sample> samples = validation.samples();
    List<RawReading> both = List.of();
    for (Reading.Mode mode : Reading.Mode.values()) {
      List<List<RawReading>> shown = new ArrayList<>();
      shown.add(validation.read(reader, mode));
      if (mode == Reading.Mode.BOTH) {
        both = shown.get(0);
        if (validation.hasHidden()) {
          shown.add(validation.readHidden(reader));
        }
      }
      modes.put(
          PackageManifest.key(mode),
          ModeCalibration.fit(Judgements.of(samples, shown), config.exclusive()));
    }
    float[][] boxes = samples.stream().map(Sample::box).toArray(float[][]::new);
    double[] scopes = both.stream().mapToDouble(RawReading::scope).sorted().toArray();
    double lowest = scopes.length == 0 ? 0 : scopes[(int) (scopes.length * REFUSED)];
    return new Choices(
        modes,
        agreementTemperature(both, validation.contradicted(reader)),
        boxThreshold(both, Arrays.asList(boxes)),
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

  /** The boxes are the true ones, null where there is none. */
  static @Nullable Double boxThreshold(List<RawReading> readings, List<float @Nullable []> boxes) {
    Double best = null;
    double overlap = overlap(readings, boxes, null);
    for (double threshold : THRESHOLDS) {
      double at = overlap(readings, boxes, threshold);
      if (at > overlap) {
        overlap = at;
        best = threshold;
      }
    }
    return best;
  }

  /** Summed over the samples that have a box. */
  private static double overlap(
      List<RawReading> readings, List<float @Nullable []> boxes, @Nullable Double threshold) {
    double sum = 0;
    for (int i = 0; i < readings.size(); i++) {
      float[] truth = boxes.get(i);
      if (truth != null) {
        RawReading reading = readings.get(i);
        float[] region = threshold == null ? null : LesionBox.of(reading.mask(), threshold);
        sum += overlap(region == null ? reading.box() : region, truth);
      }
    }
    return sum;
  }

  private static double overlap(float[] a, float[] b) {
    return Scores.intersectionOverUnion(corner(a), corner(b));
  }

  private static double[] corner(float[] box) {
    return new double[] {box[0] - box[2] / 2, box[1] - box[3] / 2, box[2], box[3]};
  }
}
