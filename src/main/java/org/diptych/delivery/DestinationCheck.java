package org.diptych.delivery;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Tells whether the FHIR server is asked; a server that is ill does not make the engine ill. */
@Wellness
@ApplicationScoped
class DestinationCheck implements HealthCheck {
  private final FhirDestination destination;

  DestinationCheck(FhirDestination destination) {
    this.destination = destination;
  }

  @Override
  public HealthCheckResponse call() {
    String state = destination.breaker().state().name().toLowerCase(Locale.ROOT);
    return HealthCheckResponse.named("destination fhir")
        .up()
        .withData("state", state.replace('_', ' '))
        .build();
  }
}
