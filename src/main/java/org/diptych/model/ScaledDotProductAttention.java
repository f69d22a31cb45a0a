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
    NDList remembered = remember(parameters, inputs.get(1), training);
    return new NDList(look(parameters, inputs.get(0), remembered, inputs.get(2), training));
  }

  /** Keys and values {@code (B, T, d)} of a memory that is looked at more than once. */
  NDList remember(ParameterStore parameters, NDArray memory, boolean training) {
    return new NDList(
        run(key, parameters, training, memory), run(value, parameters, training, memory));
  }

  /** Looks at what {@link #remember} gave. */
  NDArray look(
      ParameterStore parameters, NDArray queries, NDList kept, NDArray bias, boolean training) {
    NDArray q = run(query, parameters, training, queries);
    return attend(q, kept.get(0), kept.get(1), bias);
  }

  /** Equation 5 itself. */
  static NDArray attend(NDArray q, NDArray k, NDArray v, NDArray bias) {
    double d = q.getShape().get(2);
    NDArray scores = Numbers.times(q.matMul(k.transpose(0, 2, 1)), 1 / Math.sqrt(d));
    return scores.add(bias.expandDims(1)).softmax(2).matMul(v);
  }
}
