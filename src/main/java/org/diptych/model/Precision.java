package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Changes of precision that a backward pass finds its way through. The engine's own {@code toType}
 * cuts the graph; a sum takes the type of what is added to, and its gradient that of what was
 * added.
 */
final class Precision {
  private Precision() {}

  static NDArray half(NDArray array) {
    return array.getManager().zeros(array.getShape(), DataType.FLOAT16).addi(array);
  }

  static NDArray single(NDArray array) {
    return array.getManager().zeros(array.getShape(), DataType.FLOAT32).add(array);
  }
}
