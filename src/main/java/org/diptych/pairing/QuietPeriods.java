package org.diptych.pairing;

import java.time.Duration;
import java.util.Map;
import org.diptych.journal.StudyProgress;
import org.jspecify.annotations.Nullable;

/** The quiet period of a sender and modality: the closest one that is configured. */
final class QuietPeriods {
  private final PairingConfig config;

  QuietPeriods(PairingConfig config) {
    this.config = config;
  }

  /**
   * How long nothing new must arrive: the configured period {@code q}, and twice the longest gap
   * {@code g} between two instances since the study opened, but for that at most the longest period
   * {@code m}: {@code max(q, min(2g, m))}. A running procedure step makes it {@code max(q, m)}; an
   * order that is done leaves {@code q}.
   */
  Duration of(StudyProgress progress, @Nullable String modality, boolean inProgress, boolean done) {
    Duration configured = of(progress.callingAeTitle(), modality);
    Duration longest = config.longestQuietPeriod();
    Duration twice = progress.longestGap().multipliedBy(2);
    if (inProgress) {
      return max(configured, longest);
    }
    return done ? configured : max(configured, twice.compareTo(longest) < 0 ? twice : longest);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  Duration of(String callingAeTitle, @Nullable String modality) {
    Map<String, Duration> by = config.quietPeriodBy();
    Duration closest = modality == null ? null : by.get(callingAeTitle + "/" + modality);
    if (closest == null) {
      closest = by.get(callingAeTitle);
    }
    if (closest == null && modality != null) {
      closest = by.get(modality);
    }
    return closest == null ? config.quietPeriod() : closest;
  }
}
