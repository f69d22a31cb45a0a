package org.diptych.fhir.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.fhir.notification.Notification.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads notification Bundles: R4 ({@code history} with a Parameters first, Subscriptions R5
 * Backport 1.1), R4B ({@code history} with a SubscriptionStatus first) and R5 ({@code
 * subscription-notification}). Only the status is read: what an event is about is fetched from its
 * server, so that no stranger can tell us what a resource says.
 */
public final class NotificationReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SUBSCRIPTION =
      Pattern.compile("(?:.*/)?Subscription/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private NotificationReader() {}

  /** Reads the JSON of a Bundle. */
  public static NotificationReading read(byte[] body) {
    JsonNode bundle;
    try {
      bundle = JSON.readTree(body);
    } catch (IOException notJson) {
      return refused("The body is not JSON.");
    }
    String type = text(bundle.path("type"));
    if (!text(bundle.path("resourceType")).equals("Bundle")
        || !(type.equals("history") || type.equals("subscription-notification"))) {
      return refused("The body is no Bundle of type history or subscription-notification.");
    }
    return read(bundle.path("entry").path(0).path("resource"));
  }

  /** Reads the JSON of a status by itself, as {@code $status} and {@code $events} answer it. */
  public static NotificationReading readStatus(byte[] status) {
    try {
      return read(JSON.readTree(status));
    } catch (IOException notJson) {
      return refused("The body is not JSON.");
    }
  }

  private static NotificationReading read(JsonNode status) {
    return switch (text(status.path("resourceType"))) {
      case "Parameters" -> read(new ParametersStatus(status));
      case "SubscriptionStatus" -> read(new ResourceStatus(status));
      default -> refused("The first entry is no subscription status.");
    };
  }

  private static NotificationReading read(SubscriptionStatus status) {
    Matcher subscription = SUBSCRIPTION.matcher(status.subscription());
    if (!subscription.matches()) {
      return refused("The status does not refer to a Subscription.");
    }
    Optional<Kind> kind = Kind.parse(status.value("type"));
    if (kind.isEmpty()) {
      return refused("The status has no known type.");
    }
    List<NotificationEvent> events = new ArrayList<>();
    for (SubscriptionStatus.Event event : status.events()) {
      if (!NUMBER.matcher(event.number()).matches()) {
        return refused("An event has no event number.");
      }
      events.add(
          new NotificationEvent(
              Long.parseLong(event.number()), present(event.timestamp()), present(event.focus())));
    }
    if (kind.get() == Kind.EVENT && events.isEmpty()) {
      return refused("The notification of an event has no event.");
    }
    String since = status.value("events-since-subscription-start");
    return new NotificationReading.Read(
        new Notification(
            kind.get(),
            subscription.group(1),
            status.value("status"),
            NUMBER.matcher(since).matches() ? Long.valueOf(since) : null,
            events));
  }

  static String text(JsonNode node) {
    return node.isValueNode() ? node.asText() : "";
  }

  private static @Nullable String present(String text) {
    return text.isEmpty() ? null : text;
  }

  private static NotificationReading refused(String reason) {
    return new NotificationReading.Refused(reason);
  }
}
