package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.diptych.fhir.Backport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens while a subscriber takes its time over a notification. */
class SlowSubscriberTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger missed = new AtomicInteger();
  private volatile boolean databaseIsAway;
  private RepositoryServer server;
  private Subscriber subscriber;

  @BeforeEach
  void subscribe() throws Exception {
    server = RepositoryServer.over(thatMayBeAway(Databases.h2()));
    subscriber = new Subscriber();
    put(
        "Subscription/s1",
        """
        {'resourceType':'Subscription','id':'s1','status':'requested','reason':'test',
         'criteria':'http://diptych.org/fhir/SubscriptionTopic/patient',
         'channel':{'type':'rest-hook','endpoint':'%s','payload':'application/fhir+json',
         '_payload':{'extension':[{'url':'%s','valueCode':'id-only'}]}}}
        """
            .formatted(subscriber.endpoint(), Backport.CONTENT));
    await().atMost(PATIENCE).until(() -> subscriber.heard.size() == 1);
    await().atMost(PATIENCE).until(() -> get("Subscription/s1").contains("\"active\""));
    subscriber.gate = new CountDownLatch(1);
    subscriber.asked.set(0);
    patient("p1");
    await().atMost(PATIENCE).until(() -> subscriber.asked.get() == 1);
  }

  @AfterEach
  void stop() throws Exception {
    databaseIsAway = false;
    subscriber.gate.countDown();
    server.close();
    subscriber.close();
  }

  @Test
  void an_event_while_another_is_being_told_waits_for_its_turn() throws Exception {
    patient("p2");
    await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> subscriber.asked.get() == 1);

    subscriber.gate.countDown();

    await().atMost(PATIENCE).until(() -> subscriber.numbers().contains(2L));
    assertThat(subscriber.numbers()).containsExactly(1L, 2L);
  }

  @Test
  void what_was_told_while_the_database_went_away_is_told_again_once_it_is_back() {
    databaseIsAway = true;
    subscriber.gate.countDown();
    await().atMost(PATIENCE).until(() -> subscriber.numbers().contains(1L));
    int before = missed.get();
    await().atMost(PATIENCE).until(() -> missed.get() > before + 5);

    databaseIsAway = false;

    await().atMost(PATIENCE).until(() -> subscriber.asked.get() == 2);
  }

  private void patient(String id) throws Exception {
    put("Patient/" + id, "{'resourceType':'Patient','id':'%s'}".formatted(id));
  }

  private void put(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.base() + "/" + path))
            .header("Content-Type", "application/fhir+json")
            .PUT(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isIn(200, 201);
  }

  private String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.base() + "/" + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private DataSource thatMayBeAway(DataSource real) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (databaseIsAway && method.getName().equals("getConnection")) {
                missed.incrementAndGet();
                throw new SQLException("away", "08001");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
