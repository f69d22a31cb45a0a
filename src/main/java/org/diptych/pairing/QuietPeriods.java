package org.diptych.pairing;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quiet period of a sender and modality: the closest one that is configured. */
final class QuietPeriods {
  private final PairingConfig config;

  QuietPeriods(PairingConfig config) {
    this.config = config;
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
