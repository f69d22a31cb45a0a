package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.diptych.fhir.Backport;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.notification.Notification;
import org.diptych.fhir.notification.Notification.Kind;
import org.diptych.fhir.notification.NotificationReader;
import org.diptych.fhir.notification.NotificationReading;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The repository tells subscribers what was written, over real sockets. */
abstract class TopicSubscriptionsContract {
  private static final String TOPIC = "http://diptych.org/fhir/SubscriptionTopic/";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final FhirContext context = FhirR4.lenient();
  private DataSource source;
  private RepositoryServer server;
  private Subscriber subscriber;

  abstract DataSource database() throws Exception;

  @BeforeEach
  void listen() throws Exception {
    source = database();
    server = RepositoryServer.over(source);
    subscriber = new Subscriber();
  }

  @AfterEach
  void stop() throws Exception {
    subscriber.close();
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .header("Content-Type", "application/fhir+json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String wish(String topic, String content, String more) {
    return """
    {'resourceType':'Subscription','id':'s1','status':'requested','reason':'test',
     'criteria':'%s%s','channel':{'type':'rest-hook','endpoint':'%s',
     'payload':'application/fhir+json','header':['X-Secret: open sesame'],
     '_payload':{'extension':[{'url':'%s','valueCode':'%s'}]}%s}}
    """
        .formatted(TOPIC, topic, subscriber.endpoint(), Backport.CONTENT, content, more);
  }

  private static String extensions(int heartbeat, int most) {
    return """
    ,'extension':[{'url':'%s','valueUnsignedInt':%d},
      {'url':'%s','valuePositiveInt':%d}]
    """
        .formatted(Backport.HEARTBEAT, heartbeat, Backport.MAX_COUNT, most);
  }

  private static String filter(String criteria) {
    return "'_criteria':{'extension':[{'url':'%s','valueString':'%s'}]},"
        .formatted(Backport.FILTER, criteria);
  }

  private void subscribe(String wish) throws Exception {
    assertThat(send("PUT", "/Subscription/s1", wish).statusCode()).isIn(200, 201);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(subscriber.kinds()).contains(Kind.HANDSHAKE));
    awaitState("active");
  }

  private void awaitState(String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(send("GET", "/Subscription/s1", "").body())
                    .contains("\"status\":\"" + state + "\""));
  }

  private void writePatient(String id, String family) throws Exception {
    String patient =
        "{'resourceType':'Patient','id':'%s','name':[{'family':'%s'}]}".formatted(id, family);
    assertThat(send("PUT", "/Patient/" + id, patient).statusCode()).isIn(200, 201);
  }

  private void awaitEvents(Long... numbers) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(subscriber.numbers()).containsExactly(numbers));
  }

  @Test
  void a_handshake_makes_it_active_and_shows_the_secret_to_the_subscriber_only() throws Exception {
    subscribe(wish("patient", "id-only", ""));

    assertThat(subscriber.secrets).containsExactly("open sesame");
    assertThat(subscriber.heard.get(0).subscription()).isEqualTo("s1");
    assertThat(subscriber.heard.get(0).eventsSinceStart()).isZero();
    assertThat(send("GET", "/Subscription/s1", "").body())
        .contains("X-Secret")
        .doesNotContain("open sesame");
    assertThat(send("GET", "/Subscription?status=active", "").body())
        .contains("\"total\":1")
        .doesNotContain("open sesame");
  }

  @Test
  void writing_back_what_was_read_keeps_the_secret() throws Exception {
    subscribe(wish("patient", "id-only", ""));

    send("PUT", "/Subscription/s1", send("GET", "/Subscription/s1", "").body());

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(subscriber.secrets).containsExactly("open sesame", "open sesame"));
  }

  @Test
  void each_write_is_an_event_with_the_next_number_and_the_id_of_its_resource() throws Exception {
    subscribe(wish("patient", "id-only", ""));

    writePatient("p1", "Roe");
    writePatient("p2", "Doe");
    writePatient("p1", "Smith");

    awaitEvents(1L, 2L, 3L);
    assertThat(subscriber.heard.stream().flatMap(said -> said.events().stream()))
        .extracting(event -> event.focus())
        .containsExactly(
            server.base() + "/Patient/p1",
            server.base() + "/Patient/p2",
            server.base() + "/Patient/p1");
    assertThat(String.join("", subscriber.bodies)).doesNotContain("Roe");
  }

  @Test
  void what_changes_nothing_is_no_event() throws Exception {
    subscribe(wish("patient", "id-only", ""));

    writePatient("p1", "Roe");
    writePatient("p1", "Roe");
    writePatient("p2", "Doe");

    awaitEvents(1L, 2L);
  }

  @Test
  void a_full_resource_is_the_version_that_was_written() throws Exception {
    subscribe(wish("patient", "full-resource", ""));
    subscriber.status = 503;
    writePatient("p1", "Roe");
    writePatient("p1", "Smith");
    subscriber.status = 200;

    awaitEvents(1L, 2L);
    Bundle first = context.newJsonParser().parseResource(Bundle.class, subscriber.bodies.get(1));
    assertThat(first.getEntry().get(1).getResource().getMeta().getVersionId()).isEqualTo("1");
    assertThat(first.getEntry().get(1).getRequest().getUrl()).isEqualTo("Patient");
    assertThat(subscriber.bodies.get(1)).contains("Roe").doesNotContain("Smith");
  }

  @Test
  void an_empty_notification_has_numbers_only() throws Exception {
    subscribe(wish("patient", "empty", ""));

    writePatient("p1", "Roe");

    awaitEvents(1L);
    assertThat(subscriber.bodies.get(1)).doesNotContain("Patient").doesNotContain("topic");
  }

  @Test
  void filters_mean_what_the_same_search_finds() throws Exception {
    String filter = filter("Patient?family=ro");
    subscribe(wish("patient", "id-only", "").replace("'channel':", filter + "'channel':"));

    writePatient("p1", "Doe");
    writePatient("p2", "Roe");

    awaitEvents(1L);
    assertThat(subscriber.heard.get(1).events().get(0).focus()).endsWith("Patient/p2");
  }

  @Test
  void results_of_the_engine_are_told_of_and_reports_of_people_are_not() throws Exception {
    subscribe(wish("result-written", "id-only", ""));
    String report =
        "{'resourceType':'DiagnosticReport','id':'%s','status':'preliminary','code':{'text':'x'},'identifier':[{'system':'%s','value':'1'}]}";

    send("PUT", "/DiagnosticReport/r1", report.formatted("r1", "urn:ris"));
    send("PUT", "/DiagnosticReport/r2", report.formatted("r2", "urn:diptych:result"));

    awaitEvents(1L);
    assertThat(subscriber.heard.get(1).events().get(0).focus()).endsWith("DiagnosticReport/r2");
  }

  @Test
  void events_come_in_order_and_together_up_to_the_asked_number() throws Exception {
    subscribe(wish("patient", "id-only", extensions(600, 10)));
    subscriber.status = 500;
    for (int i = 1; i <= 25; i++) {
      writePatient("p" + i, "Roe");
    }
    subscriber.status = 200;

    awaitEvents(LongStream.rangeClosed(1, 25).boxed().toArray(Long[]::new));
    assertThat(subscriber.heard).extracting(said -> said.events().size()).contains(10);
  }

  @Test
  void nothing_is_lost_when_the_server_stops_with_events_to_tell() throws Exception {
    subscribe(wish("patient", "id-only", ""));
    subscriber.status = 503;
    writePatient("p1", "Roe");
    writePatient("p2", "Roe");
    server.close();
    subscriber.status = 200;

    server = RepositoryServer.over(source);

    awaitEvents(1L, 2L);
  }

  @Test
  void silence_is_told_by_heartbeats() throws Exception {
    subscribe(wish("patient", "id-only", extensions(1, 1)));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(subscriber.kinds()).contains(Kind.HEARTBEAT));
  }

  @Test
  void a_subscriber_that_is_gone_is_in_error_and_gets_everything_once_it_asks_again()
      throws Exception {
    subscribe(wish("patient", "id-only", ""));
    subscriber.status = 500;
    writePatient("p1", "Roe");
    awaitState("error");
    writePatient("p2", "Roe");
    subscriber.status = 200;

    send("PUT", "/Subscription/s1", wish("patient", "id-only", ""));

    awaitEvents(1L, 2L);
    awaitState("active");
  }

  @Test
  void an_endpoint_that_never_answers_the_handshake_is_in_error() throws Exception {
    subscriber.status = 404;
    send("PUT", "/Subscription/s1", wish("patient", "id-only", ""));

    awaitState("error");
    assertThat(subscriber.refused).isEqualTo(3);
  }

  @Test
  void status_and_events_can_be_asked_for() throws Exception {
    subscribe(wish("patient", "id-only", ""));
    for (int i : IntStream.rangeClosed(1, 3).toArray()) {
      writePatient("p" + i, "Roe");
    }

    String status = send("GET", "/Subscription/s1/$status", "").body();
    String all = send("GET", "/Subscription/$status?id=s1&status=active", "").body();
    Notification events =
        notification(
            send("GET", "/Subscription/s1/$events?eventsSinceNumber=2&eventsUntilNumber=3", "")
                .body());
    String full =
        send("GET", "/Subscription/s1/$events?eventsSinceNumber=1&content=full-resource", "")
            .body();

    assertThat(status).contains("query-status", "\"searchset\"", "\"valueString\":\"3\"");
    assertThat(all).contains("\"total\":1");
    assertThat(events.kind()).isEqualTo(Kind.QUERY_EVENT);
    assertThat(events.events()).extracting(event -> event.number()).containsExactly(2L, 3L);
    assertThat(full).contains("\"family\":\"Roe\"");
    assertThat(send("GET", "/Subscription/none/$status", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/Subscription/s1/$events?eventsSinceNumber=x", "").statusCode())
        .isEqualTo(400);
  }

  private static Notification notification(String body) {
    return ((NotificationReading.Read)
            NotificationReader.read(body.getBytes(StandardCharsets.UTF_8)))
        .notification();
  }

  @Test
  void a_deleted_subscription_is_told_of_nothing_more() throws Exception {
    subscribe(wish("patient", "id-only", ""));
    assertThat(send("DELETE", "/Subscription/s1", "").statusCode()).isEqualTo(204);

    writePatient("p1", "Roe");

    assertThat(send("GET", "/Subscription/s1", "").statusCode()).isEqualTo(404);
    assertThat(subscriber.numbers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SubscriptionTopic/patient|SubscriptionTopic/unheard-of|topic",
        "rest-hook|websocket|rest-hook",
        "application/fhir+json|application/fhir+xml|application/fhir+json",
        "id-only|everything|payload content",
        "http://127.0.0.1|ftp://127.0.0.1|http",
        "http://127.0.0.1|http://192.0.2.1|post to",
        "http://127.0.0.1|http://localhost.evil.example|post to",
        "X-Secret: open|Host: open|header",
      })
  void what_can_not_be_served_is_refused_with_the_reason(String sound, String wrong, String why)
      throws Exception {
    HttpResponse<String> answer =
        send("POST", "/Subscription", wish("patient", "id-only", "").replace(sound, wrong));

    assertThat(answer.statusCode()).isEqualTo(422);
    OperationOutcome outcome =
        context.newJsonParser().parseResource(OperationOutcome.class, answer.body());
    assertThat(outcome.getIssueFirstRep().getDiagnostics()).contains(why);
    assertThat(send("GET", "/Subscription", "").body()).contains("\"total\":0");
  }

  @Test
  void a_filter_that_is_no_search_parameter_is_refused() throws Exception {
    String filter = filter("Patient?shoe-size=9");

    assertThat(
            send(
                    "POST",
                    "/Subscription",
                    wish("patient", "id-only", "").replace("'channel':", filter + "'channel':"))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void the_capability_statement_names_the_topics_and_operations() throws Exception {
    CapabilityStatement statement =
        context
            .newJsonParser()
            .parseResource(CapabilityStatement.class, send("GET", "/metadata", "").body());

    var subscription =
        statement.getRestFirstRep().getResource().stream()
            .filter(each -> each.getType().equals("Subscription"))
            .findFirst()
            .orElseThrow();
    assertThat(subscription.getExtension())
        .extracting(each -> each.getValue().primitiveValue())
        .contains(TOPIC + "result-written", TOPIC + "imaging-study");
    assertThat(subscription.getOperation())
        .extracting(each -> each.getName())
        .isEqualTo(List.of("validate", "status", "events"));
    assertThat(subscription.getReadHistory()).isFalse();
    assertThat(subscription.getSupportedProfile()).isNotEmpty();
  }
}
