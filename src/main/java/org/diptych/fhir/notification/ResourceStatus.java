package org.diptych.fhir.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A status as R4B and R5 write it: the resource SubscriptionStatus. */
record ResourceStatus(JsonNode resource) implements SubscriptionStatus {
  @Override
  public String subscription() {
    return NotificationReader.text(resource.path("subscription").path("reference"));
  }

  @Override
  public String value(String name) {
    String field =
        name.equals("events-since-subscription-start") ? "eventsSinceSubscriptionStart" : name;
    return NotificationReader.text(resource.path(field));
  }

  @Override
  public List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (JsonNode event : resource.path("notificationEvent")) {
      events.add(
          new Event(
              NotificationReader.text(event.path("eventNumber")),
              NotificationReader.text(event.path("timestamp")),
              NotificationReader.text(event.path("focus").path("reference"))));
    }
    return events;
  }
}
