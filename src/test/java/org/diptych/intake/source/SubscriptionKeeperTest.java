package org.diptych.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.study.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our subscriptions at a server that fails in every way, over HTTP. */
class SubscriptionKeeperTest {
  private static final String NAME = "ris-diagnosticreport";

  @TempDir Path data;
  private final MovingClock clock = MovingClock.at("2026-03-01T09:00:00Z");
  private ScriptedServer server;
  private ListeningEngine engine;

  @BeforeEach
  void listen() throws Exception {
    server = new ScriptedServer();
    listenAgain();
  }

  private void listenAgain() throws Exception {
    engine =
        new ListeningEngine(
            data,
            clock,
            SourceConfigs.one(
                server.base(), FhirSourcesConfig.Way.AUTO, List.of("DiagnosticReport")));
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
    server.close();
  }

  private KeptSubscription kept() {
    return engine.subscription(NAME);
  }

  private void says(String type, long since) throws Exception {
    assertThat(
            engine
                .post(
                    NAME,
                    """
                    {"resourceType":"Bundle","type":"history","entry":[{"resource":{
                     "resourceType":"Parameters","parameter":[
                      {"name":"subscription","valueReference":{"reference":"Subscription/s1"}},
                      {"name":"status","valueCode":"active"},{"name":"type","valueCode":"%s"},
                      {"name":"events-since-subscription-start","valueString":"%d"}]}}]}
                    """
                        .formatted(type, since))
                .statusCode())
        .isEqualTo(204);
    server.events = since;
    server.status = "active";
  }

  private void active() throws Exception {
    engine.keeper.tend();
    says("handshake", 0);
  }

  private void tendAfter(Duration pause) {
    clock.advance(pause);
    engine.keeper.tend();
  }

  private List<String> places() {
    return engine.announced().stream().map(entry -> entry.get("place")).toList();
  }

  @Test
  void the_subscription_is_as_the_backport_guide_writes_it() {
    engine.keeper.tend();

    assertThat(server.written).hasSize(1);
    assertThat(server.written.get(0))
        .contains(
            "\"status\":\"requested\"",
            "backport-subscription\"",
            "\"criteria\":\"http://diptych.org/fhir/SubscriptionTopic/diagnostic-report\"",
            "\"type\":\"rest-hook\"",
            "\"endpoint\":\"" + engine.base + "/fhir-notifications/" + NAME + "\"",
            "\"payload\":\"application/fhir+json\"",
            "\"header\":[\"Authorization: " + engine.secrets.of(NAME) + "\"]",
            "backport-payload-content\",\"valueCode\":\"id-only\"",
            "backport-heartbeat-period\",\"valueUnsignedInt\":60",
            "backport-max-count\",\"valuePositiveInt\":50");
    assertThat(kept().remote().state()).isEqualTo(State.REQUESTED);
    assertThat(kept().remote().id()).isEqualTo("s1");
  }

  @Test
  void a_server_without_topics_is_asked_by_criteria_and_sends_no_patient_data() {
    server.topics = false;

    engine.keeper.tend();

    assertThat(kept().remote().way()).isEqualTo("CRITERIA");
    assertThat(server.written.get(0))
        .contains("\"criteria\":\"DiagnosticReport?\"")
        .doesNotContain("payload");
  }

  @Test
  void a_server_without_subscriptions_is_polled() {
    server.topics = false;
    server.criteria = false;
    server.changed = List.of("r1");

    engine.keeper.tend();
    tendAfter(Duration.ofSeconds(31));

    assertThat(kept().remote().way()).isEqualTo("POLLING");
    assertThat(places()).containsExactly("DiagnosticReport/r1");
    assertThat(server.asked("GET /DiagnosticReport?_lastUpdated=ge")).isEqualTo(2);
  }

  @Test
  void a_server_that_is_away_is_asked_again_later_and_the_secret_stays() {
    server.away = true;
    engine.keeper.tend();
    String secret = engine.secrets.of(NAME);
    assertThat(kept().remote().state()).isEqualTo(State.WANTED);
    engine.keeper.tend();
    long asked = server.requests.size();
    engine.keeper.tend();
    assertThat(server.requests).as("not before its time").hasSize((int) asked);

    server.away = false;
    tendAfter(Duration.ofMinutes(1));

    assertThat(kept().remote().state()).isEqualTo(State.REQUESTED);
    assertThat(server.written.get(0)).contains(secret);
  }

  @Test
  void events_that_no_notification_brought_are_asked_for_by_their_numbers() throws Exception {
    active();
    says("heartbeat", 3);

    tendAfter(EventLog.GRACE);

    assertThat(server.asked("GET /Subscription/s1/$events?eventsSinceNumber=1&eventsUntilNumber=3"))
        .isEqualTo(1);
    assertThat(places())
        .containsExactly("DiagnosticReport/r1", "DiagnosticReport/r2", "DiagnosticReport/r3");
    assertThat(kept().heard().last()).isEqualTo(3);
    assertThat(kept().heard().gapSince()).isNull();
    assertThat(kept().heard().caughtUpInMillis()).isEqualTo(EventLog.GRACE.toMillis());
  }

  @Test
  void a_server_of_r4b_has_the_subscription_of_r4_and_the_status_of_r5() throws Exception {
    server.version = "4.3.0";
    active();
    says("heartbeat", 3);

    tendAfter(EventLog.GRACE);

    assertThat(server.written.get(0)).contains("backport-subscription\"");
    assertThat(places())
        .containsExactly("DiagnosticReport/r1", "DiagnosticReport/r2", "DiagnosticReport/r3");
  }

  @Test
  void where_events_can_not_be_asked_for_what_changed_is_looked_up() throws Exception {
    server.eventsOperation = false;
    active();
    server.changed = List.of("r7");
    says("heartbeat", 3);

    tendAfter(EventLog.GRACE);

    assertThat(places()).containsExactly("DiagnosticReport/r7");
    assertThat(kept().heard().last()).isEqualTo(3);
    assertThat(kept().heard().gapSince()).isNull();
  }

  @Test
  void a_gap_stays_open_while_the_server_is_away() throws Exception {
    active();
    says("heartbeat", 3);
    server.away = true;
    tendAfter(EventLog.GRACE);
    assertThat(kept().heard().gapSince()).isNotNull();

    server.away = false;
    tendAfter(Duration.ofMinutes(1));

    assertThat(places()).hasSize(3);
    assertThat(kept().heard().gapSince()).isNull();
  }

  @Test
  void silence_of_two_heartbeats_is_looked_into_and_shows_what_was_missed() throws Exception {
    active();
    tendAfter(Duration.ofSeconds(60));
    server.events = 2;

    tendAfter(Duration.ofSeconds(61));
    tendAfter(Duration.ofSeconds(60));

    assertThat(server.asked("GET /Subscription/s1/$status")).isPositive();
    assertThat(places()).contains("DiagnosticReport/r1", "DiagnosticReport/r2");
  }

  @Test
  void a_subscription_that_its_server_gave_up_is_requested_again() throws Exception {
    active();
    server.status = "error";

    tendAfter(Duration.ofSeconds(60));
    tendAfter(Duration.ofSeconds(61));
    tendAfter(Duration.ofSeconds(61));

    assertThat(server.written).hasSize(2);
    assertThat(server.asked("PUT /Subscription/s1")).isEqualTo(1);
  }

  @Test
  void a_subscription_that_is_gone_is_made_anew_and_what_it_missed_is_looked_up() throws Exception {
    active();
    server.status = "gone";
    server.changed = List.of("r9");

    tendAfter(Duration.ofSeconds(60));
    tendAfter(Duration.ofSeconds(61));
    tendAfter(Duration.ofSeconds(61));

    assertThat(server.asked("POST /Subscription")).isEqualTo(2);
    assertThat(places()).contains("DiagnosticReport/r9");
    says("handshake", 0);
    says("heartbeat", 1);
    assertThat(kept().heard().last()).as("numbers begin again").isZero();
    assertThat(kept().heard().highest()).isEqualTo(1);
  }

  @Test
  void two_engines_do_not_look_after_the_same_subscription_at_once() {
    engine.keeper.tend();
    long asked = server.requests.size();

    engine.keeper.tend();

    assertThat(server.requests).hasSize((int) asked);
  }

  @Test
  void metrics_and_health_show_the_state_the_gap_and_how_long_it_took_to_close() throws Exception {
    active();
    says("heartbeat", 3);
    clock.advance(Duration.ofSeconds(5));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    engine.gauges.register(new StartupEvent(), registry);

    assertThat(registry.get("diptych.subscription.gap.seconds").gauge().value()).isEqualTo(5);
    assertThat(engine.health.call().getData().orElseThrow())
        .containsEntry(NAME, "active by topic, events are missing");
    engine.keeper.tend();

    assertThat(registry.get("diptych.subscription.gap.seconds").gauge().value()).isZero();
    assertThat(registry.get("diptych.subscription.catch.up.seconds").gauge().value()).isEqualTo(5);
    assertThat(registry.get("diptych.subscription.state").gauge().value()).isEqualTo(2);
    assertThat(engine.health.call().getData().orElseThrow()).containsEntry(NAME, "active by topic");
  }

  @Test
  void a_secret_that_changed_is_told_to_the_server_when_the_engine_starts_again() throws Exception {
    active();
    String before = engine.secrets.of(NAME);
    engine.close();
    Files.delete(data.resolve("keys/notifications.key"));
    listenAgain();

    engine.keeper.tend();

    assertThat(engine.secrets.of(NAME)).isNotEqualTo(before);
    assertThat(server.asked("PUT /Subscription/s1")).isEqualTo(1);
    assertThat(server.written.get(1)).contains(engine.secrets.of(NAME)).doesNotContain(before);
  }

  @Test
  void an_engine_that_starts_again_has_the_same_secret_and_asks_nothing_anew() throws Exception {
    active();
    String before = engine.secrets.of(NAME);
    engine.close();
    listenAgain();

    engine.keeper.tend();

    assertThat(engine.secrets.of(NAME)).isEqualTo(before);
    assertThat(server.written).hasSize(1);
  }

  @Test
  void a_server_that_was_polled_is_asked_for_better_when_the_engine_starts_again()
      throws Exception {
    server.topics = false;
    server.criteria = false;
    engine.keeper.tend();
    assertThat(kept().remote().way()).isEqualTo("POLLING");
    engine.close();
    server.topics = true;
    listenAgain();

    engine.keeper.tend();

    assertThat(kept().remote().way()).isEqualTo("TOPIC");
  }
}
