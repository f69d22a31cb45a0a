package org.diptych.model;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Reports that do not belong to a picture: the one a phantom brings along, or another patient's.
 */
final class Contradictions {
  private static final int TRIES = 8;

  private final List<Sample> all;

  Contradictions(List<Sample> all) {
    this.all = all;
  }

  /**
   * Whose report, or which, contradicts the sample.
   *
   * @param other another patient, or null when the text is given
   * @param text the given text, or null when it is the other's
   */
  record Choice(@Nullable Sample other, @Nullable String text) {}

  /** Null where the picture could bear any report. */
  @Nullable Choice of(Sample sample, Random chance) {
    Example example = sample.example();
    Example.Contradiction given = example.contradiction();
    if (given != null) {
      return new Choice(null, given.text());
    }
    if (example.textSource().equals("phantom")) {
      return null;
    }
    for (int i = 0; i < TRIES; i++) {
      Sample other = all.get(chance.nextInt(all.size()));
      if (!other.example().patient().equals(example.patient())
          && other.example().dataset().equals(example.dataset())
          && !other.example().text().equals(example.text())) {
        return new Choice(other, null);
      }
    }
    return null;
  }
}
