package org.diptych.fhir.source;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.diptych.fhir.client.Dialect;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.notification.Notification;
import org.diptych.fhir.notification.NotificationReader;
import org.diptych.fhir.notification.NotificationReading;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;

/** Our Subscriptions at one server, and what it says of them. */
public final class RemoteSubscriptions {
  private static final int NOT_IMPLEMENTED = 501;

  private final FhirContext context;
  private final FhirServer server;

  public RemoteSubscriptions(FhirContext context, FhirServer server) {
    this.context = context;
    this.server = server;
  }

  /**
   * Asks the server to tell us; one Subscription per endpoint, whether it was here before or not.
   * The value is its logical id.
   *
   * @param known the id it had, or null
   */
  public FhirAnswer<String> request(
      SubscriptionWish wish, SubscriptionWay way, @Nullable String known) {
    FhirAnswer<Boolean> possible = takes(way);
    if (!(possible instanceof FhirAnswer.Done<Boolean> asked)) {
      return possible.withoutValue();
    }
    if (!asked.value()) {
      return new FhirAnswer.Unsupported<>(NOT_IMPLEMENTED, List.of());
    }
    Subscription subscription = SubscriptionForm.of(wish, way);
    Optional<String> there = Optional.ofNullable(known).or(() -> find(wish));
    if (there.isEmpty()) {
      return server.create(subscription);
    }
    subscription.setId(there.get());
    return server.update(subscription);
  }

  /** R5 has no subscriptions by criteria; R4B has those of R4. */
  private FhirAnswer<Boolean> takes(SubscriptionWay way) {
    FhirAnswer<Optional<Dialect>> spoken = server.dialect();
    return spoken instanceof FhirAnswer.Done<Optional<Dialect>> done
        ? new FhirAnswer.Done<>(
            way != SubscriptionWay.CRITERIA || done.value().filter(FhirVersions::isR5).isEmpty())
        : spoken.withoutValue();
  }

  /** A server that cannot be asked has none that we know of. */
  private Optional<String> find(SubscriptionWish wish) {
    FhirAnswer<Bundle> answer = server.search("Subscription?_count=200");
    if (!(answer instanceof FhirAnswer.Done<Bundle> found)) {
      return Optional.empty();
    }
    return found.value().getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .filter(Subscription.class::isInstance)
        .map(Subscription.class::cast)
        .filter(each -> wish.endpoint().toString().equals(each.getChannel().getEndpoint()))
        .map(each -> each.getIdElement().getIdPart())
        .findFirst();
  }

  /** Status of the Subscription, as the server wrote it; empty when it is gone. */
  public FhirAnswer<String> status(String id) {
    FhirAnswer<Resource> answer = server.read("Subscription", id);
    if (answer instanceof FhirAnswer.Done<Resource> done) {
      return new FhirAnswer.Done<>(
          done.value() instanceof Subscription found && found.hasStatus()
              ? found.getStatus().toCode()
              : "");
    }
    return answer.withoutValue();
  }

  /** {@code $status}: how many events there are. */
  public FhirAnswer<Notification> events(String id) {
    return notification(server.bundle("Subscription/" + id + "/$status"));
  }

  /** {@code $events}: the events themselves, both ends included, as far as the server has them. */
  public FhirAnswer<Notification> events(String id, long from, long until) {
    return notification(
        server.bundle(
            "Subscription/%s/$events?eventsSinceNumber=%d&eventsUntilNumber=%d&content=id-only"
                .formatted(id, from, until)));
  }

  private FhirAnswer<Notification> notification(FhirAnswer<Bundle> answer) {
    if (!(answer instanceof FhirAnswer.Done<Bundle> done)) {
      return answer.withoutValue();
    }
    Resource status = done.value().getEntryFirstRep().getResource();
    if (status == null) {
      return new FhirAnswer.Unavailable<>(0, "answer has no status");
    }
    byte[] json =
        context.newJsonParser().encodeResourceToString(status).getBytes(StandardCharsets.UTF_8);
    NotificationReading reading = NotificationReader.readStatus(json);
    return reading instanceof NotificationReading.Read read
        ? new FhirAnswer.Done<>(read.notification())
        : new FhirAnswer.Unavailable<>(0, "answer has no status");
  }
}
