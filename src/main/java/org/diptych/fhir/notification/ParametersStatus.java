package org.diptych.fhir.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A status as R4 writes it: Parameters of profile backport-subscription-status-r4. */
record ParametersStatus(JsonNode parameters) implements SubscriptionStatus {
  @Override
  public String subscription() {
    return reference(parameters.path("parameter"), "subscription");
  }

  @Override
  public String value(String name) {
    return value(parameters.path("parameter"), name);
  }

  @Override
  public List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (JsonNode parameter : parameters.path("parameter")) {
      if (NotificationReader.text(parameter.path("name")).equals("notification-event")) {
        JsonNode part = parameter.path("part");
        events.add(
            new Event(
                value(part, "event-number"), value(part, "timestamp"), reference(part, "focus")));
      }
    }
    return events;
  }

  /** The {@code value[x]} of the parameter, whatever its type: servers differ on numbers. */
  private static String value(JsonNode parameters, String name) {
    for (JsonNode parameter : parameters) {
      if (NotificationReader.text(parameter.path("name")).equals(name)) {
        for (Iterator<String> fields = parameter.fieldNames(); fields.hasNext(); ) {
          String field = fields.next();
          if (field.startsWith("value")) {
            return NotificationReader.text(parameter.path(field));
          }
        }
      }
    }
    return "";
  }

  private static String reference(JsonNode parameters, String name) {
    for (JsonNode parameter : parameters) {
      if (NotificationReader.text(parameter.path("name")).equals(name)) {
        return NotificationReader.text(parameter.path("valueReference").path("reference"));
      }
    }
    return "";
  }
}
