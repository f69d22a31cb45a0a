package org.diptych.fhir.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.diptych.fhir.notification.Notification.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notification Bundles of R4, R4B and R5, and what is none. */
class NotificationReaderTest {
  private static final Path SAMPLES = Path.of("..", "shared", "data", "fhir", "subscriptions");

  private static NotificationReading read(String json) {
    return NotificationReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Notification notification(String json) {
    assertThat(read(json)).isInstanceOf(NotificationReading.Read.class);
    return ((NotificationReading.Read) read(json)).notification();
  }

  private static String bundle(String status) {
    return "{'resourceType':'Bundle','type':'history','entry':[{'resource':%s}]}"
        .formatted(status)
        .replace('\'', '"');
  }

  private static String parameters(String type, String events) {
    return bundle(
        """
        {'resourceType':'Parameters','parameter':[
          {'name':'subscription','valueReference':{'reference':'https://ris.example/fhir/Subscription/s1'}},
          {'name':'status','valueCode':'active'},
          {'name':'type','valueCode':'%s'},
          {'name':'events-since-subscription-start','valueString':'7'}%s]}
        """
            .formatted(type, events));
  }

  @Test
  void an_event_has_its_number_its_time_and_what_it_is_about() {
    Notification said =
        notification(
            parameters(
                "event-notification",
                """
                ,{'name':'notification-event','part':[
                  {'name':'event-number','valueString':'7'},
                  {'name':'timestamp','valueInstant':'2026-03-01T09:00:00Z'},
                  {'name':'focus','valueReference':{'reference':'DiagnosticReport/r1'}}]}
                """));

    assertThat(said.kind()).isEqualTo(Kind.EVENT);
    assertThat(said.subscription()).isEqualTo("s1");
    assertThat(said.status()).isEqualTo("active");
    assertThat(said.eventsSinceStart()).isEqualTo(7L);
    assertThat(said.events())
        .containsExactly(new NotificationEvent(7, "2026-03-01T09:00:00Z", "DiagnosticReport/r1"));
  }

  @Test
  void several_events_keep_the_order_they_were_sent_in() {
    String event =
        ",{'name':'notification-event','part':[{'name':'event-number','valueString':'%d'}]}";

    assertThat(
            notification(parameters("event-notification", event.formatted(7) + event.formatted(6)))
                .events())
        .extracting(NotificationEvent::number)
        .containsExactly(7L, 6L);
  }

  @ParameterizedTest
  @CsvSource({
    "handshake, HANDSHAKE",
    "heartbeat, HEARTBEAT",
    "query-status, QUERY_STATUS",
    "query-event, QUERY_EVENT"
  })
  void what_is_no_event_needs_none(String type, Kind kind) {
    assertThat(notification(parameters(type, "")).kind()).isEqualTo(kind);
  }

  @Test
  void a_subscription_status_as_r4b_and_r5_write_it_says_the_same() {
    String status =
        """
        {'resourceType':'SubscriptionStatus','status':'active','type':'event-notification',
         'eventsSinceSubscriptionStart':'3','subscription':{'reference':'Subscription/s5'},
         'notificationEvent':[{'eventNumber':'3','focus':{'reference':'ImagingStudy/i1'}}]}
        """;
    String r5 = bundle(status).replace("\"history\"", "\"subscription-notification\"");

    assertThat(notification(bundle(status))).isEqualTo(notification(r5));
    assertThat(notification(r5).events())
        .containsExactly(new NotificationEvent(3, null, "ImagingStudy/i1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "<Bundle/>",
        "{\"resourceType\":\"Patient\"}",
        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}",
        "{\"resourceType\":\"Bundle\",\"type\":\"history\"}",
        "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"}}]}"
      })
  void what_is_no_notification_is_refused_with_a_reason(String body) {
    assertThat(read(body)).isInstanceOf(NotificationReading.Refused.class);
  }

  @Test
  void a_notification_without_its_subscription_type_or_event_number_is_refused() {
    String sound = parameters("event-notification", "");

    assertThat(read(sound))
        .isEqualTo(new NotificationReading.Refused("The notification of an event has no event."));
    assertThat(read(parameters("heartbeat", "").replace("Subscription/s1", "Patient/s1")))
        .isInstanceOf(NotificationReading.Refused.class);
    assertThat(read(parameters("gossip", ""))).isInstanceOf(NotificationReading.Refused.class);
    assertThat(read(parameters("event-notification", ",{'name':'notification-event','part':[]}")))
        .isEqualTo(new NotificationReading.Refused("An event has no event number."));
  }

  @ParameterizedTest
  @CsvSource({
    "handshake_bundle_example.json, HANDSHAKE, 0, 0",
    "heartbeat_bundle_example.json, HEARTBEAT, 2, 0",
    "full_resource_notification_bundle_example.json, EVENT, 1, 1",
    "empty_notification_bundle_non_conformant_example.json, EVENT, 1, 1"
  })
  void the_published_samples_are_read(String file, Kind kind, long since, int events)
      throws Exception {
    assumeTrue(Files.isDirectory(SAMPLES), "the shared samples are not here");

    Notification said = notification(Files.readString(SAMPLES.resolve(file)));

    assertThat(said.kind()).isEqualTo(kind);
    assertThat(said.eventsSinceStart()).isEqualTo(since);
    assertThat(said.events()).hasSize(events);
  }
}
