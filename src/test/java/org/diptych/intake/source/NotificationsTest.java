package org.diptych.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.diptych.journal.Entry;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.study.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications over HTTP into a real journal; their server is not reached here. */
class NotificationsTest {
  private static final String NAME = "ris-diagnosticreport";
  private static final String SERVER = "http://127.0.0.1:1/fhir";

  @TempDir Path data;
  private final MovingClock clock = MovingClock.at("2026-03-01T09:00:00Z");
  private ListeningEngine engine;

  @BeforeEach
  void listen() throws Exception {
    engine =
        new ListeningEngine(
            data,
            clock,
            SourceConfigs.one(
                URI.create(SERVER), FhirSourcesConfig.Way.AUTO, List.of("DiagnosticReport")),
            SourceConfigs.images(URI.create("http://127.0.0.1:1/")),
            20);
    engine.keeper.tend();
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
  }

  private static String said(String type, String status, long since, long... events) {
    String all =
        LongStream.of(events)
            .mapToObj(
                number ->
                    """
                    ,{"name":"notification-event","part":[
                      {"name":"event-number","valueString":"%1$d"},
                      {"name":"focus","valueReference":{"reference":"%2$s/DiagnosticReport/r%1$d"}}]}
                    """
                        .formatted(number, SERVER))
            .collect(Collectors.joining());
    return """
    {"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"Parameters",
     "parameter":[
      {"name":"subscription","valueReference":{"reference":"%s/Subscription/s1"}},
      {"name":"status","valueCode":"%s"},{"name":"type","valueCode":"%s"},
      {"name":"events-since-subscription-start","valueString":"%d"}%s]}}]}
    """
        .formatted(SERVER, status, type, since, all);
  }

  private static String events(long since, long... events) {
    return said("event-notification", "active", since, events);
  }

  private KeptSubscription kept() {
    return engine.subscription(NAME);
  }

  private List<String> places() {
    return engine.announced().stream().map(entry -> entry.get("place")).toList();
  }

  @Test
  void a_handshake_makes_the_subscription_active() throws Exception {
    assertThat(engine.post(NAME, said("handshake", "requested", 0)).statusCode()).isEqualTo(204);

    assertThat(kept().remote().state()).isEqualTo(State.ACTIVE);
    assertThat(kept().remote().id()).isEqualTo("s1");
    assertThat(kept().heard().at()).isEqualTo(clock.instant());
  }

  @Test
  void an_event_is_durable_before_it_is_acknowledged_and_has_one_effect() throws Exception {
    assertThat(engine.post(NAME, events(1, 1)).statusCode()).isEqualTo(204);
    assertThat(engine.post(NAME, events(1, 1)).statusCode()).isEqualTo(204);

    assertThat(places()).containsExactly("DiagnosticReport/r1");
    assertThat(kept().heard().last()).isEqualTo(1);
    assertThat(kept().heard().gapSince()).isNull();
  }

  @Test
  void several_events_in_any_order_are_all_kept() throws Exception {
    engine.post(NAME, events(3, 3, 1));
    assertThat(kept().heard().last()).isEqualTo(1);
    assertThat(kept().heard().gapSince()).isEqualTo(clock.instant());
    clock.advance(Duration.ofMillis(700));
    engine.post(NAME, events(3, 2));

    assertThat(places())
        .containsExactlyInAnyOrder(
            "DiagnosticReport/r1", "DiagnosticReport/r2", "DiagnosticReport/r3");
    assertThat(kept().heard().last()).isEqualTo(3);
    assertThat(kept().heard().gapSince()).isNull();
    assertThat(kept().heard().caughtUpInMillis()).isEqualTo(700);
  }

  @Test
  void a_heartbeat_that_counts_more_events_than_came_is_a_gap() throws Exception {
    engine.post(NAME, events(1, 1));
    engine.post(NAME, said("heartbeat", "active", 4));

    assertThat(kept().heard().highest()).isEqualTo(4);
    assertThat(kept().heard().gapSince()).isNotNull();
    assertThat(kept().due()).isEqualTo(clock.instant().plus(EventLog.GRACE));
  }

  @Test
  void an_empty_payload_asks_for_a_look_at_what_changed() throws Exception {
    String empty = events(1, 1).replaceAll(",\\s*\\{\"name\":\"focus\".*?\\}\\}", "");

    assertThat(engine.post(NAME, empty).statusCode()).isEqualTo(204);

    assertThat(places()).isEmpty();
    assertThat(kept().swept().isWanted()).isTrue();
    assertThat(kept().due()).isEqualTo(clock.instant());
  }

  @Test
  void a_resource_of_another_server_is_never_fetched() throws Exception {
    String elsewhere = events(1, 1).replace(SERVER + "/Diag", "http://elsewhere.example/fhir/Diag");

    assertThat(engine.post(NAME, elsewhere).statusCode()).isEqualTo(204);

    assertThat(places()).isEmpty();
  }

  @Test
  void the_same_number_for_another_resource_is_another_event() throws Exception {
    engine.post(NAME, events(1, 1));
    engine.post(NAME, events(1, 1).replace("DiagnosticReport/r1", "DiagnosticReport/other"));

    assertThat(places()).containsExactly("DiagnosticReport/r1", "DiagnosticReport/other");
  }

  @Test
  void a_subscription_in_error_is_looked_after_soon() throws Exception {
    engine.post(NAME, said("event-notification", "error", 1, 1));

    assertThat(kept().remote().state()).isEqualTo(State.FAILED);
    assertThat(kept().due()).isBeforeOrEqualTo(clock.instant().plus(EventLog.GRACE));
  }

  @Test
  void an_r4_server_that_says_only_that_something_changed_is_heard() throws Exception {
    long before = kept().swept().wanted();

    assertThat(engine.post(NAME, "").statusCode()).isEqualTo(204);

    assertThat(kept().swept().wanted()).isEqualTo(before + 1);
  }

  @Test
  void without_the_secret_nothing_is_kept() throws Exception {
    var answer = engine.post(NAME, "Bearer guessed", events(1, 1));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(engine.announced()).isEmpty();
  }

  @Test
  void an_unknown_subscription_a_strange_body_and_a_long_one_are_told_so() throws Exception {
    assertThat(engine.post("nobody", "Bearer x", events(1, 1)).statusCode()).isEqualTo(404);
    assertThat(engine.post(NAME, "{\"resourceType\":\"Patient\"}").statusCode()).isEqualTo(400);
    assertThat(engine.post(NAME, "x".repeat(ListeningEngine.LONGEST + 1)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void more_than_are_admitted_in_a_second_are_told_to_come_again() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(engine.post(NAME, events(1, 1)).statusCode()).isEqualTo(204);
    }
    var answer = engine.post(NAME, events(2, 2));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(engine.post(NAME, events(2, 2)).statusCode()).isEqualTo(204);
  }

  @Test
  void the_entry_names_no_patient_and_leads_to_its_source() throws Exception {
    engine.post(NAME, events(1, 1));

    Entry entry = engine.announced().get(0);
    assertThat(entry.payload())
        .containsEntry("source", "ris")
        .containsEntry("by", "notification")
        .containsEntry("subscription", NAME)
        .doesNotContainKey("patient");
  }
}
