package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * Additive attention over words (paper section IV-A): {@code a_t = softmax(v·tanh(W h_t))}, {@code
 * r = Σ a_t h_t}.
 *
 * <p>Inputs: {@code h (B, T, in)} and a bias {@code (B, T)} that is 0 for words and very negative
 * for padding. Outputs: {@code r (B, in)} and {@code a (B, T)}.
 */
final class WordAttention extends Part {
  private final Linear projection;
  private final Linear score;

  WordAttention(int in, int hidden) {
    projection = linear("projection", in, hidden);
    score = linear("score", hidden, 1);
  }

  /** Every word of a case counts the same: what attention is compared with. */
  static NDList none(NDArray words, NDArray mask) {
    NDArray weights = mask.div(mask.sum(new int[] {1}, true).add(1e-6f));
    return new NDList(weights.expandDims(1).matMul(words).squeeze(1), weights);
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray words = inputs.get(0);
    NDArray hidden = run(projection, parameters, training, words).tanh();
    NDArray scores = run(score, parameters, training, hidden).squeeze(2);
    NDArray weights = scores.add(inputs.get(1)).softmax(1);
    return new NDList(weights.expandDims(1).matMul(words).squeeze(1), weights);
  }
}
