package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.diptych.model.PackageShelf;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when at least one model package is loaded and every loaded one answers. */
@Readiness
@ApplicationScoped
class ModelsCheck implements HealthCheck {
  private final PackageShelf shelf;

  ModelsCheck(PackageShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public HealthCheckResponse call() {
    return of(shelf.answering());
  }

  static HealthCheckResponse of(Map<String, Boolean> answering) {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("models").withData("loaded", answering.size());
    answering.forEach((name, answers) -> response.withData(name, answers ? "answers" : "silent"));
    return response
        .status(!answering.isEmpty() && answering.values().stream().allMatch(Boolean::booleanValue))
        .build();
  }
}
