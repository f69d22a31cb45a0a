package org.diptych.cli;

import java.time.Duration;
import java.util.Collection;

/** How long something took, each time it was done, in milliseconds and sorted. */
record Spread(double[] sorted) {
  static Spread of(Collection<Duration> took) {
    return new Spread(took.stream().mapToDouble(each -> each.toNanos() / 1e6).sorted().toArray());
  }

  /** What that share of all was not above; not a number when there is none. */
  double millis(double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
  }
}
