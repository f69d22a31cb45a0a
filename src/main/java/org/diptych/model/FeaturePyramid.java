package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * Top-down pyramid over the last three stages (paper section IV-A, FPN): {@code c2 (B, 2w, S/4,
 * S/4)}, {@code c3 (B, 4w, S/8, S/8)}, {@code c4 (B, 8w, S/16, S/16)} to {@code fine (B, D, S/4,
 * S/4)} and {@code cells (B, D, S/8, S/8)}.
 */
final class FeaturePyramid extends Part {
  private final Convolution lateral2;
  private final Convolution lateral3;
  private final Convolution lateral4;
  private final boolean topDown;

  FeaturePyramid(int width, int depth, boolean topDown) {
    lateral2 = part("lateral2", new Convolution(2 * width, depth, 1, 1, false));
    lateral3 = part("lateral3", new Convolution(4 * width, depth, 1, 1, false));
    lateral4 = part("lateral4", new Convolution(8 * width, depth, 1, 1, false));
    this.topDown = topDown;
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray fine = run(lateral2, parameters, training, inputs.get(0));
    NDArray middle = run(lateral3, parameters, training, inputs.get(1));
    if (!topDown) {
      return new NDList(fine, middle);
    }
    NDArray coarse = run(lateral4, parameters, training, inputs.get(2));
    return new NDList(fine, onto(middle, enlarge(coarse, middle.getShape()), training));
  }

  /** Nearest-neighbour enlargement to the height and width of a shape. */
  static NDArray enlarge(NDArray map, Shape to) {
    return map.getNDArrayInternal().interpolation(new long[] {to.get(2), to.get(3)}, 0, false);
  }
}
