package org.diptych.model;

import org.jspecify.annotations.Nullable;

/**
 * One evaluated case beside its truth.
 *
 * @param iou of the box, or null where the set has none
 * @param dice of the mask, or null where the set has none
 * @param said the description, or null where the set has no such truth
 * @param refused whether the package would have abstained
 */
record Outcome(
    Example example,
    double[] probabilities,
    boolean[] present,
    boolean[] truth,
    @Nullable Double iou,
    @Nullable Double dice,
    @Nullable String said,
    @Nullable String described,
    boolean refused) {
  /** The most probable class. */
  int top() {
    int top = 0;
    for (int c = 1; c < probabilities.length; c++) {
      top = probabilities[c] > probabilities[top] ? c : top;
    }
    return top;
  }
}
