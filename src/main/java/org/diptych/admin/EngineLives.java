package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive as long as Camel has not stopped or failed; asks nothing that a peer could hold up. */
@Liveness
@ApplicationScoped
class EngineLives implements HealthCheck {
  private final CamelContext camel;

  EngineLives(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("engine")
        .status(!camel.isStopped() && !camel.isStopping())
        .build();
  }
}
