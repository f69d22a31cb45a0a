package org.diptych.model;

import java.util.List;

/** Chooses how a description goes on. */
@FunctionalInterface
interface NextToken {
  /** The likeliest token that may follow what is said, by logits {@code (V)}. */
  int best(float[] logits, List<Integer> said);

  /** Whatever is likeliest. */
  static int likeliest(float[] logits, List<Integer> said) {
    int best = 0;
    for (int token = 1; token < logits.length; token++) {
      best = logits[token] > logits[best] ? token : best;
    }
    return best;
  }
}
