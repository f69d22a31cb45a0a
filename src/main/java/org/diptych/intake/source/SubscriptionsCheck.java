package org.diptych.intake.source;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.diptych.journal.Journal;
import org.diptych.journal.KeptSubscription;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Tells how each subscription stands; a server that is ill does not make the engine ill. */
@Wellness
@ApplicationScoped
class SubscriptionsCheck implements HealthCheck {
  private final Journal journal;

  SubscriptionsCheck(Journal journal) {
    this.journal = journal;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("fhir sources").up();
    for (KeptSubscription each : journal.transact(open -> open.subscriptions().all())) {
      String way = each.remote().way();
      response.withData(
          each.name(),
          (each.remote().state()
                  + (way == null ? "" : " by " + way)
                  + (each.heard().gapSince() == null ? "" : ", events are missing"))
              .toLowerCase(Locale.ROOT));
    }
    return response.build();
  }
}
