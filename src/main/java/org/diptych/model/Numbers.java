package org.diptych.model;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic with plain numbers that a backward pass comes back to.
 *
 * <p>The engine's own {@code mul(Number)}, {@code div}, {@code pow}, {@code maximum} and {@code
 * minimum} put the number in memory of the JVM, let PyTorch point at it, and let go of it when they
 * return. On a CPU a garbage collection between the forward and the backward pass then frees what
 * the gradient is multiplied by, and it comes out as anything. Here a number lives as long as the
 * array it meets.
 */
final class Numbers {
  private Numbers() {}

  private static NDArray beside(NDArray array, double number) {
    return array.getManager().create((float) number);
  }

  static NDArray times(NDArray array, double factor) {
    return array.mul(beside(array, factor));
  }

  static NDArray atLeast(NDArray array, double least) {
    return array.maximum(beside(array, least));
  }

  static NDArray atMost(NDArray array, double most) {
    return array.minimum(beside(array, most));
  }

  /** {@code 1 - x}. */
  static NDArray rest(NDArray array) {
    return array.neg().add(1f);
  }
}
