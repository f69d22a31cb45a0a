package org.diptych.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whether the destination is asked, as a metric: 0 asked, 1 probed, 2 left in peace. */
@ApplicationScoped
class DestinationGauge {
  private final FhirDestination destination;

  DestinationGauge(FhirDestination destination) {
    this.destination = destination;
  }

  void register(@Observes StartupEvent started, MeterRegistry registry) {
    Gauge.builder("diptych.destination.paused", () -> destination.breaker().state().ordinal())
        .description("0: the destination is asked, 1: probed, 2: left in peace")
        .tag("destination", "fhir")
        .register(registry);
  }
}
