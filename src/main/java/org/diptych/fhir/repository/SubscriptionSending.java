package org.diptych.fhir.repository;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.diptych.fhir.FhirR4;
import org.jspecify.annotations.Nullable;

/** Tells subscribers for as long as the engine runs, also before anybody asks the repository. */
@ApplicationScoped
class SubscriptionSending {
  private @Nullable SubscriptionSender sender;

  void start(@Observes StartupEvent started, DataSource source, RepositoryConfig config) {
    SubscriptionSender fresh = over(source, config);
    fresh.start();
    sender = fresh;
  }

  void stop(@Observes ShutdownEvent stopping) {
    SubscriptionSender running = sender;
    sender = null;
    if (running != null) {
      running.close();
    }
  }

  static SubscriptionSender over(DataSource source, RepositoryConfig config) {
    Clock clock = Clock.systemUTC();
    ResourceText text = new ResourceText(FhirR4.strict());
    Database database = new Database(source);
    TopicEvents events = new TopicEvents(text, config);
    Subscriptions subscriptions =
        new Subscriptions(
            database, text, config, events, clock, () -> UUID.randomUUID().toString());
    return new SubscriptionSender(database, text, config, events, subscriptions, clock);
  }
}
