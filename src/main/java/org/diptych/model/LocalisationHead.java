package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * Mask and box (paper section IV-A). The mask is drawn at half the picture's size from features of
 * a quarter and the first look at the picture. Each side of the box is an expectation: the features
 * under the mask are projected on the two axes, and a distribution over the places of an axis says
 * where the side lies, finer than a cell.
 *
 * <p>Inputs: cells {@code (B, D, n/4, n/4)}, fine {@code (B, D, n/2, n/2)} and, where the system
 * has it, detail {@code (B, w, n, n)}. Outputs: mask logits {@code (B, n²)}, box {@code (B, 4)},
 * the features under the mask {@code (B, D)}, moments of the mask {@code (B, 4)}.
 */
final class LocalisationHead extends Part {
  private final Convolution merge;
  private final Convolution narrow;
  private final @Nullable Convolution lateral;
  private final Convolution draw;
  private final Conv2d maskLogit;
  private final Linear horizontal;
  private final Linear vertical;

  LocalisationHead(int depth, int detail) {
    int w = depth / 4;
    merge = part("merge", new Convolution(depth, depth, 3, 1, true));
    narrow = part("narrow", new Convolution(depth, w, 1, 1, false));
    lateral = detail == 0 ? null : part("lateral", new Convolution(detail, w, 1, 1, false));
    draw = part("draw", new Convolution(w, w, 3, 1, true));
    maskLogit =
        child(
            "mask",
            Conv2d.builder().setFilters(1).setKernelShape(new Shape(1, 1)).build(),
            new Shape(1, w, 8, 8));
    horizontal = linear("horizontal", 2 * w, 2);
    vertical = linear("vertical", 2 * w, 2);
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray fine = inputs.get(1);
    long batch = fine.getShape().get(0);
    long depth = fine.getShape().get(1);
    long half = fine.getShape().get(2);
    long side = 2 * half;
    NDArray sum = fine.add(FeaturePyramid.enlarge(inputs.get(0), fine.getShape()));
    NDArray features = run(merge, parameters, training, Activation.relu(sum));
    NDArray large =
        FeaturePyramid.enlarge(
            run(narrow, parameters, training, features), new Shape(batch, 1, side, side));
    if (lateral != null) {
      large = large.add(run(lateral, parameters, training, inputs.get(2)));
    }
    NDArray drawn = run(draw, parameters, training, Activation.relu(large));
    NDArray mask = run(maskLogit, parameters, training, drawn).reshape(batch, side * side);
    NDArray inside = Activation.sigmoid(mask);
    NDArray coarse =
        inside
            .reshape(batch, half, 2, half, 2)
            .mean(new int[] {4})
            .mean(new int[] {2})
            .reshape(batch, half * half);
    NDArray weights = coarse.div(coarse.sum(new int[] {1}, true).add(1e-3f));
    NDArray local =
        weights
            .expandDims(1)
            .matMul(features.reshape(batch, depth, half * half).transpose(0, 2, 1))
            .squeeze(1);
    NDArray lesion = drawn.mul(inside.reshape(batch, 1, side, side));
    NDArray leftRight = sides(run(horizontal, parameters, training, profile(lesion, 2, training)));
    NDArray topBottom = sides(run(vertical, parameters, training, profile(lesion, 3, training)));
    NDArray first = leftRight.get(":, 0:1").concat(topBottom.get(":, 0:1"), 1);
    NDArray last = leftRight.get(":, 1:2").concat(topBottom.get(":, 1:2"), 1);
    NDArray middle = Numbers.times(first.add(last), 0.5);
    NDArray box = middle.concat(Numbers.atLeast(last.sub(first), 1e-3), 1);
    return new NDList(mask, box, local, moments(weights, half));
  }

  /** Maximum and mean along an axis of the map: {@code (B, D, n, n)} to {@code (B, n, 2D)}. */
  private static NDArray profile(NDArray map, int axis, boolean training) {
    return highest(map, axis, training).concat(map.mean(new int[] {axis}), 1).transpose(0, 2, 1);
  }

  /** Expected place of the first and of the last side: {@code (B, n, 2)} to {@code (B, 2)}. */
  private static NDArray sides(NDArray logits) {
    long n = logits.getShape().get(1);
    NDArray places = logits.getManager().arange(n).toType(DataType.FLOAT32, false);
    NDArray shares = Numbers.times(places.add(0.5f), 1.0 / n).reshape(1, n, 1);
    return logits.softmax(1).mul(shares).sum(new int[] {1});
  }

  /** Centre and four standard deviations of a distribution over a square of cells. */
  static NDArray moments(NDArray weights, long side) {
    NDArray raw = weights.matMul(grid(weights.getManager(), (int) side));
    NDArray centre = raw.get(":, 0:2");
    NDArray variance = Numbers.atLeast(raw.get(":, 2:4").sub(centre.mul(centre)), 0).add(1e-4f);
    return centre.concat(Numbers.times(variance.sqrt(), 4), 1);
  }

  private static NDArray grid(NDManager manager, int side) {
    float[] grid = new float[side * side * 4];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        float u = (x + 0.5f) / side;
        float v = (y + 0.5f) / side;
        int at = (y * side + x) * 4;
        grid[at] = u;
        grid[at + 1] = v;
        grid[at + 2] = u * u;
        grid[at + 3] = v * v;
      }
    }
    return manager.create(grid, new Shape((long) side * side, 4));
  }
}
