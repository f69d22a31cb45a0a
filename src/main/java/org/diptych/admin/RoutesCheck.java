package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every route that the folder promised at the start runs, and one of them listens. */
@Readiness
@ApplicationScoped
class RoutesCheck implements HealthCheck {
  private final CamelContext camel;
  private final List<RoutesFolder.Promised> promised;

  RoutesCheck(CamelContext camel, @ConfigProperty(name = "diptych.routes") Path folder) {
    this.camel = camel;
    this.promised = RoutesFolder.read(folder);
  }

  @Override
  public HealthCheckResponse call() {
    List<String> stopped =
        promised.stream().map(RoutesFolder.Promised::id).filter(id -> !runs(id)).toList();
    boolean listening = promised.stream().anyMatch(RoutesFolder.Promised::listens);
    return HealthCheckResponse.named("routes")
        .status(listening && stopped.isEmpty())
        .withData("expected", promised.size())
        .withData("started", promised.size() - stopped.size())
        .withData("notStarted", String.join(" ", stopped))
        .withData("intakeListener", listening)
        .build();
  }

  private boolean runs(String id) {
    ServiceStatus status = camel.getRouteController().getRouteStatus(id);
    return status != null && status.isStarted();
  }
}
