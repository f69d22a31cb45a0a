package org.diptych.intake.source;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.diptych.fhir.source.RemoteSubscriptions;
import org.diptych.fhir.source.SourceServer;
import org.diptych.fhir.source.SubscriptionWish;
import org.diptych.fhir.validation.Canonical;
import org.diptych.journal.KeptSubscription;

/** A configured FHIR server with everything that is asked of it. */
record Source(String name, FhirSourcesConfig.Source config, SourceServer server) {

  RemoteSubscriptions subscriptions() {
    return server.subscriptions();
  }

  /** Our name of the subscription to a type: also the last step of its address. */
  String subscription(String type) {
    return name + "-" + type.toLowerCase(Locale.ROOT);
  }

  SubscriptionWish wish(KeptSubscription kept, String endpoints, String secret) {
    return new SubscriptionWish(
        kept.type(),
        config.topics().getOrDefault(kept.type(), Canonical.topic(kebab(kept.type()))),
        criteria(kept.type()),
        URI.create(endpoints + kept.name()),
        secret,
        config.heartbeat());
  }

  List<String> criteria(String type) {
    String criteria = config.criteria().get(type);
    return criteria == null || criteria.isBlank() ? List.of() : List.of(criteria.split("&"));
  }

  private static String kebab(String type) {
    return type.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** The name only. */
  @Override
  public String toString() {
    return "Source[" + name + "]";
  }
}
