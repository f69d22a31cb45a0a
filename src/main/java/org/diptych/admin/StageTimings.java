package org.diptych.admin;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/** Gives Camel's per-route timers the buckets from which latency percentiles are computed. */
@Singleton
class StageTimings {
  /** Camel's name of the time an exchange spent in a route. */
  private static final String ROUTE_TIMER = "camel.route.policy";

  private static final double[] BUCKETS =
      Stream.of("PT0.01S", "PT0.05S", "PT0.1S", "PT0.5S", "PT1S", "PT5S", "PT30S", "PT2M")
          .mapToDouble(bucket -> Duration.parse(bucket).toNanos())
          .toArray();

  @Produces
  @Singleton
  MeterFilter buckets() {
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        if (!id.getName().equals(ROUTE_TIMER) || id.getType() != Meter.Type.TIMER) {
          return config;
        }
        return DistributionStatisticConfig.builder()
            .serviceLevelObjectives(BUCKETS)
            .build()
            .merge(config);
      }
    };
  }
}
