package org.diptych.fhir.repository;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.diptych.fhir.repository.subscription.Asked;
import org.diptych.fhir.repository.subscription.NotificationBundle;
import org.diptych.fhir.repository.subscription.SubscriptionRow;
import org.diptych.fhir.repository.subscription.SubscriptionRow.State;
import org.diptych.fhir.repository.subscription.SubscriptionTable;
import org.hl7.fhir.r4.model.Bundle;
import org.jboss.logging.Logger;

/**
 * Tells subscribers what happened, each in the order of its events; what one does not take waits
 * for it and holds nobody else up.
 */
final class SubscriptionSender implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SubscriptionSender.class);

  /** Longer than any subscriber may take; another engine takes over after that. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration FORGET = Duration.ofHours(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
  private static final int HANDSHAKES = 3;
  private static final int THREADS = 4;

  private final Database database;
  private final ResourceText text;
  private final RepositoryConfig config;
  private final TopicEvents events;
  private final Subscriptions subscriptions;
  private final Clock clock;

  /** Being told here: an event makes its subscriber due, also while that one is being told. */
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /** Leases of what could not be told, nor be asked for again, while the database was away. */
  private final Map<String, Long> stranded = new ConcurrentHashMap<>();

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          // The secret is for the endpoint that was asked for.
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(SubscriptionSender::thread);
  private final ExecutorService telling =
      Executors.newFixedThreadPool(THREADS, SubscriptionSender::thread);

  SubscriptionSender(
      Database database,
      ResourceText text,
      RepositoryConfig config,
      TopicEvents events,
      Subscriptions subscriptions,
      Clock clock) {
    this.database = database;
    this.text = text;
    this.config = config;
    this.events = events;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fhir-subscriptions");
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    looking.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    looking.scheduleWithFixedDelay(
        this::forget, FORGET.toMillis(), FORGET.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    looking.shutdownNow();
    telling.shutdownNow();
  }

  private void look() {
    try {
      long now = clock.millis();
      long lease = now + LEASE.toMillis();
      release(now);
      boolean due =
          database.<Boolean>read(connection -> new SubscriptionTable(connection).isDue(now));
      if (due) {
        List<SubscriptionRow> claimed =
            database.write(connection -> new SubscriptionTable(connection).claim(now, lease, busy));
        claimed.forEach(row -> busy.add(row.id()));
        claimed.forEach(row -> telling.execute(() -> tell(row, lease)));
      }
    } catch (RuntimeException e) {
      LOG.warnf("subscriptions could not be looked through: %s", e.getClass().getSimpleName());
    }
  }

  private void release(long now) {
    for (Map.Entry<String, Long> each : stranded.entrySet()) {
      database.<Boolean>write(
          connection ->
              new SubscriptionTable(connection).release(each.getKey(), each.getValue(), now));
      stranded.remove(each.getKey());
    }
  }

  private void forget() {
    try {
      long before = clock.millis() - config.subscriptionEventsKept().toMillis();
      database.write(connection -> new SubscriptionTable(connection).forgetBefore(before));
    } catch (RuntimeException e) {
      LOG.warnf("old events could not be forgotten: %s", e.getClass().getSimpleName());
    }
  }

  private void tell(SubscriptionRow claimed, long lease) {
    try {
      Optional<SubscriptionRow> row = Optional.of(claimed);
      while (row.isPresent() && once(row.get())) {
        row = database.read(connection -> new SubscriptionTable(connection).find(claimed.id()));
      }
    } catch (RuntimeException e) {
      LOG.warnf("subscription=%s not told: %s", claimed.id(), e.getClass().getSimpleName());
      againOrStranded(claimed, lease);
    } finally {
      busy.remove(claimed.id());
    }
  }

  /** Tells once; whether there is more to tell. */
  private boolean once(SubscriptionRow row) {
    Optional<Asked> asked = events.asked(row);
    if (asked.isEmpty() || row.state() == State.ERROR || row.state() == State.OFF) {
      ended(row, asked.isEmpty() ? State.ERROR : row.state());
      return false;
    }
    Asked wish = asked.get();
    Long end = wish.end();
    if (end != null && end <= clock.millis()) {
      ended(row, State.OFF);
      return false;
    }
    if (row.state() == State.REQUESTED) {
      return told(row, wish, "handshake", List.of());
    }
    if (row.events() > row.sent()) {
      List<NotificationBundle.Event> next =
          database.read(
              connection ->
                  subscriptions.told(
                      connection, row.id(), row.sent() + 1, row.events(), wish.mostEvents()));
      // What was forgotten before it could be told is asked for by search, and counted here.
      return next.isEmpty()
          ? saved(row, wish, row.events())
          : told(row, wish, "event-notification", next);
    }
    if (isHeartbeatDue(row, wish)) {
      return told(row, wish, "heartbeat", List.of());
    }
    return saved(row, wish, row.sent());
  }

  private boolean isHeartbeatDue(SubscriptionRow row, Asked wish) {
    Duration heartbeat = wish.heartbeat();
    return heartbeat != null && row.lastSent() + heartbeat.toMillis() <= clock.millis();
  }

  private boolean told(
      SubscriptionRow row, Asked wish, String type, List<NotificationBundle.Event> next) {
    Bundle bundle = subscriptions.bundle(row).of(type, next, wish.content(), clock.millis());
    if (!post(row, wish, text.context().newJsonParser().encodeResourceToString(bundle))) {
      again(row, row.failures() + 1);
      return false;
    }
    return saved(row, wish, next.isEmpty() ? row.sent() : next.get(next.size() - 1).number());
  }

  private boolean saved(SubscriptionRow row, Asked wish, long sent) {
    Duration heartbeat = wish.heartbeat();
    long now = clock.millis();
    Long end = wish.end();
    long next =
        Math.min(
            heartbeat == null ? SubscriptionTable.NEVER : now + heartbeat.toMillis(),
            end == null ? SubscriptionTable.NEVER : end);
    return change(
        table -> {
          table.told(row.id(), row.version(), State.ACTIVE, sent, now, next);
          return table.find(row.id()).filter(after -> after.events() > after.sent()).isPresent();
        });
  }

  private void again(SubscriptionRow row, int failures) {
    int most = row.state() == State.REQUESTED ? HANDSHAKES : config.subscriptionFailures();
    boolean given = failures >= most;
    Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
    long next =
        clock.millis() + (pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause).toMillis();
    if (given) {
      LOG.warnf("subscription=%s is in error: its endpoint does not answer", row.id());
    }
    change(
        table -> {
          table.failed(
              row.id(),
              row.version(),
              given ? State.ERROR : row.state(),
              failures,
              given ? SubscriptionTable.NEVER : next);
          return false;
        });
  }

  private void againOrStranded(SubscriptionRow claimed, long lease) {
    try {
      again(claimed, claimed.failures() + 1);
    } catch (RuntimeException e) {
      LOG.warnf("subscription=%s waits for the database", claimed.id());
      stranded.put(claimed.id(), lease);
    }
  }

  private void ended(SubscriptionRow row, State state) {
    change(
        table -> {
          table.failed(row.id(), row.version(), state, row.failures(), SubscriptionTable.NEVER);
          return false;
        });
  }

  private interface Change {
    boolean in(SubscriptionTable table) throws SQLException;
  }

  private boolean change(Change change) {
    return database.<Boolean>write(connection -> change.in(new SubscriptionTable(connection)));
  }

  private boolean post(SubscriptionRow row, Asked wish, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(wish.endpoint())
            .timeout(wish.timeout())
            .header("Content-Type", "application/fhir+json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    subscriptions.headers(row, wish.endpoint()).stream()
        .map(line -> line.split(":", 2))
        .forEach(header -> request.header(header[0].strip(), header[1].strip()));
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        LOG.infof("subscription=%s answered with HTTP %d", row.id(), status);
      }
      return status / 100 == 2;
    } catch (IOException e) {
      LOG.infof("subscription=%s not reached: %s", row.id(), e.getClass().getSimpleName());
      return false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
