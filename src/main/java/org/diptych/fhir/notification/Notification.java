package org.diptych.fhir.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one notification says (profile backport-subscription-status-r4).
 *
 * @param subscription logical id of the Subscription at its server
 * @param status of the Subscription, as the server wrote it
 * @param eventsSinceStart number of the newest event, null when the server does not say
 */
public record Notification(
    Kind kind,
    String subscription,
    String status,
    @Nullable Long eventsSinceStart,
    List<NotificationEvent> events) {
  public Notification {
    events = List.copyOf(events);
  }

  /** Why a server posts (value set subscription-notification-type). */
  public enum Kind {
    HANDSHAKE("handshake"),
    HEARTBEAT("heartbeat"),
    EVENT("event-notification"),
    QUERY_STATUS("query-status"),
    QUERY_EVENT("query-event");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The kind of a wire value, empty when the value set does not have it. */
    public static Optional<Kind> parse(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
  }
}
