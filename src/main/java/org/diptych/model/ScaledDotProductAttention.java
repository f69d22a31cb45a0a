package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * {@code softmax(QKᵀ/√d)V} (paper equation 5) with learned projections of queries and memory.
 *
 * <p>Inputs: queries {@code (B, N, q)}, memory {@code (B, T, m)}, bias {@code (B, T)} that is 0
 * where memory counts and very negative where it does not. Output {@code (B, N, d)}.
 */
final class ScaledDotProductAttention extends Part {
  private final Linear query;
  private final Linear key;
  private final Linear value;

  ScaledDotProductAttention(int queries, int memory, int depth) {
    query = linear("query", queries, depth);
    key = linear("key", memory, depth);
    value = linear("value", memory, depth);
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray q = run(query, parameters, training, inputs.get(0));
    NDArray k = run(key, parameters, training, inputs.get(1));
    NDArray v = run(value, parameters, training, inputs.get(1));
    return new NDList(attend(q, k, v, inputs.get(2)));
  }

  /** Equation 5 itself. */
  static NDArray attend(NDArray q, NDArray k, NDArray v, NDArray bias) {
    double d = q.getShape().get(2);
    NDArray scores = Numbers.times(q.matMul(k.transpose(0, 2, 1)), 1 / Math.sqrt(d));
    return scores.add(bias.expandDims(1)).softmax(2).matMul(v);
  }
}
