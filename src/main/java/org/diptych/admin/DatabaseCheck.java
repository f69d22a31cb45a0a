package org.diptych.admin;

import jakarta.enterprise.context.ApplicationScoped;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalUnavailable;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the journal's database answers a query. */
@Readiness
@ApplicationScoped
class DatabaseCheck implements HealthCheck {
  private final Journal journal;

  DatabaseCheck(Journal journal) {
    this.journal = journal;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("database");
    try {
      long cases =
          journal.transact(
              open -> open.cases().counts().values().stream().mapToLong(Long::longValue).sum());
      return response.up().withData("cases", cases).build();
    } catch (JournalUnavailable e) {
      return response.down().build();
    }
  }
}
