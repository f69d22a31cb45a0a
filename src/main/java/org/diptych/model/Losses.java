package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** The losses of paper section IV-A; each gives a scalar to be minimised. */
final class Losses {
  private static final float EPSILON = 1e-6f;

  private Losses() {}

  /**
   * Softmax cross entropy, {@code -Σ w_c t_c log p_c / Σ w_c t_c}; all {@code (B, C)}. Samples
   * whose weights are 0 do not count.
   */
  static NDArray crossEntropy(NDArray logits, NDArray truth, NDArray weights) {
    NDArray counted = truth.mul(weights);
    return logits.logSoftmax(1).mul(counted).sum().div(counted.sum().add(EPSILON)).neg();
  }

  /**
   * Binary cross entropy per class, weighted mean over the labelled entries; all {@code (B, C)}.
   */
  static NDArray binaryCrossEntropy(NDArray logits, NDArray truth, NDArray weights) {
    NDArray loss = softplus(logits).sub(logits.mul(truth));
    return loss.mul(weights).sum().div(weights.sum().add(EPSILON));
  }

  /** {@code log(1 + eˣ)}, written so that no exponential overflows. */
  private static NDArray softplus(NDArray x) {
    return Numbers.atLeast(x, 0).add(x.abs().neg().exp().add(1f).log());
  }

  /**
   * Smooth L1, {@code ½(50d)²} below 0.02 and linear beyond, summed over the four sides, mean over
   * samples that have a box; boxes {@code (B, 4)}, has {@code (B, 1)}.
   */
  static NDArray smoothL1(NDArray box, NDArray truth, NDArray has) {
    NDArray distance = Numbers.times(box.sub(truth).abs(), 50);
    NDArray near = Numbers.atMost(distance, 1);
    NDArray loss = Numbers.times(near.mul(near), 0.5).add(distance.sub(near));
    return loss.mul(has).sum().div(has.sum().add(EPSILON));
  }

  /**
   * Dice, {@code 1 - (2Σpt + 1) / (Σp + Σt + 1)}, mean over samples that have a mask; masks {@code
   * (B, n)}, has {@code (B, 1)}.
   */
  static NDArray dice(NDArray logits, NDArray truth, NDArray has) {
    NDArray p = Activation.sigmoid(logits);
    int[] cells = {1};
    NDArray shared = Numbers.times(p.mul(truth).sum(cells, true), 2).add(1f);
    NDArray total = p.sum(cells, true).add(truth.sum(cells, true)).add(1f);
    NDArray loss = Numbers.rest(shared.div(total));
    return loss.mul(has).sum().div(has.sum().add(EPSILON));
  }

  /**
   * Focal, {@code -(1 - p_t)² log p_t}, mean over cells and over samples that have a mask; masks
   * {@code (B, n)}, has {@code (B, 1)}.
   */
  static NDArray focal(NDArray logits, NDArray truth, NDArray has) {
    NDArray p = Activation.sigmoid(logits);
    NDArray right = p.mul(truth).add(Numbers.rest(p).mul(Numbers.rest(truth))).add(EPSILON);
    NDArray wrong = Numbers.rest(right);
    NDArray loss = right.log().mul(wrong.mul(wrong)).neg();
    NDArray perSample = loss.mean(new int[] {1}, true);
    return perSample.mul(has).sum().div(has.sum().add(EPSILON));
  }

  /**
   * Token cross entropy, mean over true tokens; logits {@code (B, L, V)}, others {@code (B, L)}.
   */
  static NDArray tokens(NDArray logits, NDArray truth, NDArray counts) {
    NDArray log = logits.logSoftmax(2).gather(truth.expandDims(2), 2).squeeze(2);
    return log.mul(counts).sum().div(counts.sum().add(EPSILON)).neg();
  }
}
