package org.diptych.fhir.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.diptych.fhir.Backport;

/** The Subscription of R5 and the form of R4 that stands for it (Subscriptions R5 Backport). */
final class R5Subscriptions {
  private static final String CHANNEL =
      "http://terminology.hl7.org/CodeSystem/subscription-channel-type";

  private R5Subscriptions() {}

  /** What we ask for by topic; anything but a Subscription stays as it is. */
  static ObjectNode toR5(ObjectNode r4) {
    if (!r4.path("resourceType").asText().equals("Subscription")) {
      return r4;
    }
    JsonNode channel = r4.path("channel");
    ObjectNode r5 = JsonNodeFactory.instance.objectNode();
    for (String same : List.of("resourceType", "id", "status", "reason", "end")) {
      copy(r5, same, r4.path(same));
    }
    copy(r5, "topic", r4.path("criteria"));
    filters(r5, r4.path("_criteria"));
    r5.putObject("channelType").put("system", CHANNEL).set("code", channel.path("type"));
    copy(r5, "endpoint", channel.path("endpoint"));
    for (JsonNode header : channel.path("header")) {
      String[] nameAndValue = header.asText().split(": *", 2);
      r5.withArray("parameter")
          .addObject()
          .put("name", nameAndValue[0])
          .put("value", nameAndValue.length == 1 ? "" : nameAndValue[1]);
    }
    copy(r5, "heartbeatPeriod", extension(channel, Backport.HEARTBEAT));
    copy(r5, "timeout", extension(channel, Backport.TIMEOUT));
    copy(r5, "contentType", channel.path("payload"));
    copy(r5, "content", extension(channel.path("_payload"), Backport.CONTENT));
    copy(r5, "maxCount", extension(channel, Backport.MAX_COUNT));
    return r5;
  }

  /** {@code Type?name:modifier=value}; a prefix such as {@code ge} may stay before the value. */
  private static void filters(ObjectNode r5, JsonNode criteria) {
    for (JsonNode extension : criteria.path("extension")) {
      String[] typeAndRest = extension.path("valueString").asText().split("\\?", 2);
      if (!extension.path("url").asText().equals(Backport.FILTER) || typeAndRest.length != 2) {
        continue;
      }
      String[] nameAndValue = typeAndRest[1].split("=", 2);
      String[] nameAndModifier = nameAndValue[0].split(":", 2);
      ObjectNode filter =
          r5.withArray("filterBy")
              .addObject()
              .put("resourceType", typeAndRest[0])
              .put("filterParameter", nameAndModifier[0]);
      if (nameAndModifier.length == 2) {
        filter.put("modifier", nameAndModifier[1]);
      }
      filter.put("value", nameAndValue.length == 1 ? "" : nameAndValue[1]);
    }
  }

  /** As much of a Subscription as is looked at: whose it is, and how it stands. */
  static ObjectNode toR4(ObjectNode r5) {
    ObjectNode r4 = JsonNodeFactory.instance.objectNode();
    for (String same : List.of("resourceType", "id", "meta", "reason", "end")) {
      copy(r4, same, r5.path(same));
    }
    String status = r5.path("status").asText();
    r4.put("status", status.equals("entered-in-error") ? "off" : status);
    copy(r4, "criteria", r5.path("topic"));
    ObjectNode channel = r4.putObject("channel");
    channel.put("type", "rest-hook");
    copy(channel, "endpoint", r5.path("endpoint"));
    return r4;
  }

  /** A SubscriptionStatus as Parameters of profile backport-subscription-status-r4. */
  static ObjectNode statusToR4(ObjectNode status) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("resourceType", "Parameters");
    ArrayNode all = parameters.putArray("parameter");
    add(all, "subscription", "valueReference", status.path("subscription"));
    add(all, "topic", "valueCanonical", status.path("topic"));
    add(all, "status", "valueCode", status.path("status"));
    add(all, "type", "valueCode", status.path("type"));
    add(
        all,
        "events-since-subscription-start",
        "valueString",
        status.path("eventsSinceSubscriptionStart"));
    for (JsonNode event : status.path("notificationEvent")) {
      ArrayNode parts = all.addObject().put("name", "notification-event").putArray("part");
      add(parts, "event-number", "valueString", event.path("eventNumber"));
      add(parts, "timestamp", "valueInstant", event.path("timestamp"));
      add(parts, "focus", "valueReference", event.path("focus"));
    }
    return parameters;
  }

  private static void add(ArrayNode parameters, String name, String field, JsonNode value) {
    if (!value.isMissingNode()) {
      ObjectNode parameter = parameters.addObject().put("name", name);
      if (field.equals("valueString")) {
        parameter.put(field, value.asText());
      } else {
        parameter.set(field, value);
      }
    }
  }

  private static void copy(ObjectNode to, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      to.set(name, value);
    }
  }

  /** The value of an extension, missing when it is not there. */
  private static JsonNode extension(JsonNode element, String url) {
    for (JsonNode extension : element.path("extension")) {
      if (extension.path("url").asText().equals(url)) {
        for (var fields = extension.fields(); fields.hasNext(); ) {
          var field = fields.next();
          if (field.getKey().startsWith("value")) {
            return field.getValue();
          }
        }
      }
    }
    return element.path("extension").path(-1);
  }
}
