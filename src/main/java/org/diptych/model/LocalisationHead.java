package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * Mask and box (paper section IV-A). The box is the mask's centre and four standard deviations plus
 * a learned correction, which trains where direct regression does not.
 *
 * <p>Inputs: cells {@code (B, D, n/2, n/2)}, fine {@code (B, D, n, n)}, joint {@code (B, J)}.
 * Outputs: mask logits {@code (B, n²)}, box {@code (B, 4)}, the features under the mask {@code (B,
 * D)}, moments {@code (B, 4)}.
 */
final class LocalisationHead extends Part {
  private final Convolution merge;
  private final Conv2d maskLogit;
  private final Linear correction;
  private final Linear boxes;

  LocalisationHead(int depth, int joint) {
    merge = part("merge", new Convolution(depth, depth, 3, 1, true));
    maskLogit =
        child(
            "mask",
            Conv2d.builder().setFilters(1).setKernelShape(new Shape(1, 1)).build(),
            new Shape(1, depth, 8, 8));
    correction = linear("correction", depth + 4 + joint, depth);
    boxes = linear("boxes", depth, 4);
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray fine = inputs.get(1);
    long batch = fine.getShape().get(0);
    long depth = fine.getShape().get(1);
    long side = fine.getShape().get(2);
    NDArray sum = fine.add(FeaturePyramid.enlarge(inputs.get(0), fine.getShape()));
    NDArray features = run(merge, parameters, training, Activation.relu(sum));
    NDArray mask = run(maskLogit, parameters, training, features).reshape(batch, side * side);
    NDArray inside = Activation.sigmoid(mask);
    NDArray weights = inside.div(inside.sum(new int[] {1}, true).add(1e-3f));
    NDArray local =
        weights
            .expandDims(1)
            .matMul(features.reshape(batch, depth, side * side).transpose(0, 2, 1))
            .squeeze(1);
    NDArray moments = moments(weights, side);
    NDArray known = NDArrays.concat(new NDList(local, moments, inputs.get(2)), 1);
    NDArray residual =
        run(
            boxes,
            parameters,
            training,
            Activation.relu(run(correction, parameters, training, known)));
    return new NDList(mask, moments.add(residual.mul(0.1f)), local, moments);
  }

  /** Centre and four standard deviations of a distribution over a square of cells. */
  static NDArray moments(NDArray weights, long side) {
    NDArray raw = weights.matMul(grid(weights.getManager(), (int) side));
    NDArray centre = raw.get(":, 0:2");
    NDArray variance = raw.get(":, 2:4").sub(centre.mul(centre)).maximum(0f).add(1e-4f);
    return centre.concat(variance.sqrt().mul(4f), 1);
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
