package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The readiness checks at a glance, for the page. */
@ApplicationScoped
class EngineHealth {
  private final Instance<HealthCheck> checks;

  EngineHealth(@Readiness Instance<HealthCheck> checks) {
    this.checks = checks;
  }

  /** One named check. */
  record Light(String name, boolean up) {}

  List<Light> lights() {
    return checks.stream()
        .map(HealthCheck::call)
        .map(
            answer ->
                new Light(answer.getName(), answer.getStatus() == HealthCheckResponse.Status.UP))
        .sorted(Comparator.comparing(Light::name))
        .toList();
  }
}
