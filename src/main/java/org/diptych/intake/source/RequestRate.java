package org.diptych.intake.source;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** So many requests of each name in one second of the clock. */
final class RequestRate {
  private final int perSecond;
  private final Clock clock;
  private final Map<String, Integer> counts = new HashMap<>();
  private long second;

  RequestRate(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  synchronized boolean admits(String name) {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      counts.clear();
    }
    return counts.merge(name, 1, Integer::sum) <= perSecond;
  }
}
