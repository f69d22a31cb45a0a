package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma and Ba 2015) over all parameters as one vector, with the gradient's norm bounded.
 * The arithmetic is that of an optimiser per parameter; one vector takes a tenth of the calls,
 * which on a GPU is most of what a small network waits for.
 */
final class FlatAdam implements AutoCloseable {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final NDManager manager;
  private final float longest;
  private final List<NDArray> weights = new ArrayList<>();
  private final NDList flat = new NDList();
  private final List<@Nullable NDArray> gradients = new ArrayList<>();
  private final NDList flatGradients = new NDList();
  private final long[] cuts;
  private final NDArray mean;
  private final NDArray square;
  private int steps;

  /**
   * Prepares for the trainable parameters of a block.
   *
   * @param longest norm of the gradient beyond which it is shortened
   */
  FlatAdam(Block block, NDManager parent, float longest) {
    this.manager = parent.newSubManager();
    this.longest = longest;
    long size = 0;
    List<Long> ends = new ArrayList<>();
    for (Parameter parameter : block.getParameters().values()) {
      if (parameter.requiresGradient()) {
        NDArray weight = parameter.getArray();
        weights.add(weight);
        flat.add(kept(weight));
        gradients.add(null);
        flatGradients.add(manager.zeros(new Shape(weight.size())));
        size += weight.size();
        ends.add(size);
      }
    }
    cuts = ends.subList(0, ends.size() - 1).stream().mapToLong(Long::longValue).toArray();
    mean = manager.zeros(new Shape(size));
    square = manager.zeros(new Shape(size));
  }

  private NDArray kept(NDArray array) {
    NDArray view = array.reshape(array.size());
    view.attach(manager);
    return view;
  }

  /**
   * One step down the gradients, which are then zero; none, and false, where they are no numbers.
   *
   * @param scale by which they are too large
   */
  boolean step(double rate, double scale) {
    look();
    try (NDManager scope = manager.newSubManager()) {
      NDArray gradient = NDArrays.concat(flatGradients, 0);
      gradient.attach(scope);
      gradient = scale == 1 ? gradient : gradient.div(scale);
      NDArray norm = gradient.norm();
      if (!Float.isFinite(norm.getFloat())) {
        forget();
        return false;
      }
      steps++;
      gradient = gradient.mul(norm.maximum(longest).pow(-1).mul(longest));
      mean.muli(FIRST).addi(gradient.mul(1 - FIRST));
      square.muli(SECOND).addi(gradient.square().mul(1 - SECOND));
      double first = 1 - Math.pow(FIRST, steps);
      double second = 1 - Math.pow(SECOND, steps);
      NDArray deviation = scoped(square, scope).sqrt().mul(1 / Math.sqrt(second)).add(EPSILON);
      NDArray change = scoped(mean, scope).div(deviation).mul(rate / first);
      NDList parts = change.split(cuts, 0);
      for (int i = 0; i < flat.size(); i++) {
        flat.get(i).subi(parts.get(i));
        flatGradients.get(i).subi(flatGradients.get(i));
      }
      return true;
    }
  }

  /** In place, as they are views of the gradients themselves: whatever to the power of 0 is 1. */
  private void forget() {
    for (NDArray each : flatGradients) {
      each.powi(0).subi(1);
    }
  }

  /** Results of what lives as long as the training must not. */
  private static NDArray scoped(NDArray array, NDManager scope) {
    NDArray view = array.reshape(array.getShape());
    view.attach(scope);
    return view;
  }

  /** A gradient appears when a parameter was first of use, and then stays where it is. */
  private void look() {
    for (int i = 0; i < gradients.size(); i++) {
      if (gradients.get(i) == null && weights.get(i).hasGradient()) {
        NDArray gradient = weights.get(i).getGradient();
        if (gradient != null) {
          gradient.attach(manager);
          gradients.set(i, gradient);
          NDArray view = kept(gradient);
          flatGradients.set(i, view);
        }
      }
    }
  }

  /** What the optimiser remembers: mean, mean square and the number of steps. */
  NDList memory() {
    return new NDList(mean, square, manager.create(steps));
  }

  /** Goes on with what another training remembered. */
  void remember(NDList memory) {
    memory.get(0).copyTo(mean);
    memory.get(1).copyTo(square);
    steps = memory.get(2).getInt();
  }

  @Override
  public void close() {
    manager.close();
  }
}
