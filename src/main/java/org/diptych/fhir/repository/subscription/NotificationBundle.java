package org.diptych.fhir.repository.subscription;

import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.diptych.fhir.Backport;
import org.diptych.fhir.repository.subscription.Asked.Content;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * Writes notifications: a {@code history} Bundle whose first entry is a Parameters (profiles
 * backport-subscription-notification-r4 and backport-subscription-status-r4).
 */
public final class NotificationBundle {
  private final String base;
  private final String id;
  private final String topic;
  private final String state;
  private final long events;

  /**
   * Of one subscription as it stands.
   *
   * @param base URL of the server
   * @param events number of the newest event
   */
  public NotificationBundle(String base, String id, String topic, String state, long events) {
    this.base = base;
    this.id = id;
    this.topic = topic;
    this.state = state;
    this.events = events;
  }

  /**
   * One event.
   *
   * @param place {@code Type/id}
   * @param created whether the resource was created and not updated
   */
  public record Event(
      long number, long occurred, String place, boolean created, Resource resource) {}

  /** A notification, or the answer of {@code $events}. */
  public Bundle of(String type, List<Event> told, Content content, long now) {
    Bundle bundle = new Bundle().setType(BundleType.HISTORY);
    bundle.setId(UUID.randomUUID().toString());
    bundle.getMeta().addProfile(Backport.NOTIFICATION);
    bundle.setTimestampElement(instant(now));
    Parameters status = status(type, told, content);
    String key = UUID.randomUUID().toString();
    status.setId(key);
    BundleEntryComponent first =
        bundle.addEntry().setFullUrl("urn:uuid:" + key).setResource(status);
    first.getRequest().setMethod(HTTPVerb.GET).setUrl(base + "/Subscription/" + id + "/$status");
    first.getResponse().setStatus("200");
    if (content != Content.EMPTY) {
      told.forEach(event -> entry(bundle, event, content));
    }
    return bundle;
  }

  private void entry(Bundle bundle, Event event, Content content) {
    BundleEntryComponent entry = bundle.addEntry().setFullUrl(base + "/" + event.place());
    entry
        .getRequest()
        .setMethod(event.created() ? HTTPVerb.POST : HTTPVerb.PUT)
        .setUrl(event.created() ? event.place().split("/", 2)[0] : event.place());
    entry.getResponse().setStatus(event.created() ? "201" : "200");
    if (content == Content.FULL_RESOURCE) {
      entry.setResource(event.resource());
    }
  }

  /** The status by itself, as {@code $status} answers it. */
  public Parameters status(String type, List<Event> told, Content content) {
    Parameters status = new Parameters();
    status.getMeta().addProfile(Backport.STATUS);
    status
        .addParameter()
        .setName("subscription")
        .setValue(new Reference(base + "/Subscription/" + id));
    if (content != Content.EMPTY) {
      status.addParameter().setName("topic").setValue(new CanonicalType(topic));
    }
    status.addParameter().setName("status").setValue(new CodeType(state));
    status.addParameter().setName("type").setValue(new CodeType(type));
    status
        .addParameter()
        .setName("events-since-subscription-start")
        .setValue(new StringType(Long.toString(events)));
    told.forEach(event -> event(status.addParameter(), event, content));
    return status;
  }

  private void event(ParametersParameterComponent parameter, Event event, Content content) {
    parameter.setName("notification-event");
    parameter
        .addPart()
        .setName("event-number")
        .setValue(new StringType(Long.toString(event.number())));
    parameter.addPart().setName("timestamp").setValue(instant(event.occurred()));
    if (content != Content.EMPTY) {
      parameter.addPart().setName("focus").setValue(new Reference(base + "/" + event.place()));
    }
  }

  private static InstantType instant(long millis) {
    InstantType instant = new InstantType(new Date(millis));
    instant.setTimeZone(TimeZone.getTimeZone("UTC"));
    return instant;
  }
}
