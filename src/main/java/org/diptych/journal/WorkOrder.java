package org.diptych.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which work is taken and how.
 *
 * @param destination only the work of this destination, or of none
 * @param threads how many entries are worked on at once
 * @param maxAttempts failures after which an entry is set aside for a person
 * @param firstRetry how long the first retry waits; each further one waits twice as long
 * @param longestRetry no retry waits longer
 */
public record WorkOrder(
    EntryKind kind,
    @Nullable String destination,
    int threads,
    int maxAttempts,
    Duration firstRetry,
    Duration longestRetry) {
  public WorkOrder {
    if (!kind.isWork()) {
      throw new IllegalArgumentException(kind.wireName() + " makes no work");
    }
    if (destination != null && !destination.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("a destination has 1 to 64 letters, digits, . _ -");
    }
    if (threads < 1 || maxAttempts < 1) {
      throw new IllegalArgumentException("threads and attempts are at least 1");
    }
    if (firstRetry.isNegative() || longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException("the longest retry is not shorter than the first");
    }
  }

  /** One thread, twenty attempts, the first retry after a second, none later than ten minutes. */
  public static WorkOrder of(EntryKind kind) {
    return new WorkOrder(kind, null, 1, 20, Duration.ofSeconds(1), Duration.ofMinutes(10));
  }

  /** Where the work lies. */
  String task() {
    return DueWork.task(kind, destination);
  }
}
