package org.diptych.model.phantom;

/**
 * What a set of phantoms is like.
 *
 * @param side of the pictures, in pixels
 * @param onlyReport share of cases whose picture fits every disease, so that only the report
 *     decides
 * @param onlyImage share of cases whose report is silent, so that only the picture decides
 * @param vague share of the other reports that do not say where the lesion is
 * @param contrast how far a lesion stands out, in shares of full white
 * @param noise standard deviation of the grain, in the same shares
 */
public record PhantomConfig(
    long seed,
    int side,
    double onlyReport,
    double onlyImage,
    double vague,
    double contrast,
    double noise) {
  public PhantomConfig {
    if (side < 32 || onlyReport < 0 || onlyImage < 0 || onlyReport + onlyImage > 1) {
      throw new IllegalArgumentException("a phantom has 32 pixels or more and shares up to 1");
    }
  }

  /** The difficulty at which the published comparison is made (decision 0009). */
  public static final double STANDARD_DIFFICULTY = 1.0;

  /**
   * A set of one difficulty: 0 lets either half decide every case, larger is harder for each half
   * alone.
   */
  public static PhantomConfig of(long seed, int side, double difficulty) {
    return new PhantomConfig(
        seed,
        side,
        Math.min(0.45, 0.08 * difficulty),
        Math.min(0.45, 0.075 * difficulty),
        Math.min(0.9, 0.25 * difficulty),
        0.30 / (0.75 + 0.25 * difficulty),
        0.04 * (0.5 + 0.5 * difficulty));
  }
}
