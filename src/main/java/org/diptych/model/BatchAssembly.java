package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Lays cases of different lengths side by side in one batch. */
final class BatchAssembly {
  private final int side;
  private final int maxDescription;
  private final boolean reportsAlone;

  BatchAssembly(NetworkConfig config) {
    this.side = config.inputSize();
    this.maxDescription = config.maxDescription();
    // A system that sees nothing but pictures expects one, if only of zeros.
    this.reportsAlone = config.architecture().readsReports();
  }

  Inputs assemble(NDManager manager, List<PreparedCase> cases) {
    int b = cases.size();
    int t = 1;
    for (PreparedCase one : cases) {
      t = Math.max(t, length(one));
    }
    boolean seen = !reportsAlone || cases.stream().anyMatch(one -> one.pixels() != null);
    int shown = seen ? side : 1;
    float[] pixels = new float[b * shown * shown];
    float[] hasImage = new float[b];
    float[] hasReport = new float[b];
    long[] words = new long[b * t];
    long[] reversed = new long[b * t];
    long[] positions = new long[b * t];
    float[] mask = new float[b * t];
    for (int i = 0; i < b; i++) {
      PreparedCase one = cases.get(i);
      if (one.pixels() != null) {
        System.arraycopy(one.pixels(), 0, pixels, i * side * side, side * side);
        hasImage[i] = 1;
      }
      int n = length(one);
      hasReport[i] = n > 0 ? 1 : 0;
      for (int k = 0; k < t; k++) {
        int at = i * t + k;
        positions[at] = k < n ? n - 1 - k : k;
        if (one.report() != null && k < n) {
          words[at] = one.report().get(k).id();
          reversed[at] = one.report().get(n - 1 - k).id();
          mask[at] = 1;
        }
      }
    }
    Shape text = new Shape(b, t);
    return new Inputs(
        manager.create(pixels, new Shape(b, 1, shown, shown)),
        manager.create(words, text),
        manager.create(reversed, text),
        manager.create(positions, text),
        manager.create(mask, text),
        manager.create(hasImage, new Shape(b, 1)),
        manager.create(hasReport, new Shape(b, 1)),
        cases.get(0).description() == null ? null : previousTokens(manager, cases));
  }

  private static int length(PreparedCase one) {
    return one.report() == null ? 0 : one.report().size();
  }

  private NDArray previousTokens(NDManager manager, List<PreparedCase> cases) {
    long[] tokens = new long[cases.size() * maxDescription];
    for (int i = 0; i < cases.size(); i++) {
      int[] description = cases.get(i).description();
      tokens[i * maxDescription] = Phrases.BEGIN;
      for (int k = 1;
          description != null && k < Math.min(maxDescription, description.length);
          k++) {
        tokens[i * maxDescription + k] = description[k - 1];
      }
    }
    return manager.create(tokens, new Shape(cases.size(), maxDescription));
  }
}
