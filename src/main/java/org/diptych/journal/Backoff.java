package org.diptych.journal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between tries that fail one after the other: each twice as long as the one before.
 *
 * @param first the pause after the first failure
 * @param longest no pause is longer
 */
public record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 20;

  /** The pause after so many earlier ones. */
  public Duration pause(int earlier) {
    Duration pause = first.multipliedBy(1L << Math.min(earlier, MOST_DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /** A tenth more or less, so that what failed together does not come back together. */
  public Duration pause(int earlier, RandomGenerator random) {
    Duration pause = pause(earlier);
    long jitter = pause.toMillis() / 10;
    return pause.plusMillis(random.nextLong(-jitter, jitter + 1));
  }
}
