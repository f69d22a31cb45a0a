package org.diptych.model;

import java.util.List;
import java.util.function.IntPredicate;

/** Chooses how a description goes on. */
@FunctionalInterface
interface NextToken {
  /** The likeliest token that may follow what is said, by logits {@code (V)}. */
  int best(float[] logits, List<Integer> said);

  /** Whatever is likeliest. */
  static int likeliest(float[] logits, List<Integer> said) {
    return likeliest(logits, token -> true);
  }

  /** The likeliest of those that may follow; the end when none may. */
  static int likeliest(float[] logits, IntPredicate may) {
    int best = Phrases.END;
    for (int token = 0; token < logits.length; token++) {
      best = may.test(token) && logits[token] > logits[best] ? token : best;
    }
    return best;
  }
}
