package org.diptych.model;

import java.util.List;
import java.util.Objects;

/** How a package turns what a network says into probabilities, calls and words it may use. */
final class Calls {
  private final PackageManifest manifest;
  private final Veto veto;

  Calls(PackageManifest manifest, Phrases phrases) {
    this.manifest = manifest;
    this.veto = new Veto(phrases, manifest.classes());
  }

  /** Calibrated. */
  double[] probabilities(float[] logits, Reading.Mode mode) {
    return manifest.calibration(mode).probabilities(logits, manifest.exclusive());
  }

  /** Per class, whether it is called present. */
  boolean[] present(double[] p, Reading.Mode mode) {
    boolean[] present = new boolean[p.length];
    List<Double> thresholds = manifest.calibration(mode).thresholds();
    int top = 0;
    for (int c = 0; c < p.length; c++) {
      present[c] = !manifest.exclusive() && p[c] >= thresholds.get(c);
      top = p[c] > p[top] ? c : top;
    }
    present[top] |= manifest.exclusive();
    return present;
  }

  /** What a description of the case may say. */
  NextToken wording(PreparedCase one, float[] logits) {
    Reading.Mode mode = Objects.requireNonNull(one.mode(), "nothing was read");
    return veto.when(present(probabilities(logits, mode), mode));
  }
}
