package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.diptych.fhir.FhirR4;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** A metric and a note of the health page tell that a server is left in peace. */
class DestinationTelltaleTest {
  private final FhirDestination destination =
      new FhirDestination(
          FhirR4.lenient(), Destinations.with(Map.of()), Clock.systemUTC(), new Random(1));

  @Test
  void the_metric_rises_while_the_server_is_left_in_peace() {
    MeterRegistry registry = new SimpleMeterRegistry();
    new DestinationGauge(destination).register(new StartupEvent(), registry);
    assertThat(paused(registry)).isZero();

    destination.breaker().enter().unavailable(Instant.now().plusSeconds(60));

    assertThat(paused(registry)).isEqualTo(2);
  }

  @Test
  void the_engine_stays_up_and_says_so_in_words() {
    destination.breaker().enter().unavailable(Instant.now().plusSeconds(60));

    HealthCheckResponse response = new DestinationCheck(destination).call();

    assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    assertThat(response.getData()).get().hasToString("{state=left in peace}");
  }

  private static double paused(MeterRegistry registry) {
    return registry.get("diptych.destination.paused").tag("destination", "fhir").gauge().value();
  }
}
