package org.diptych.fhir.repository;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.diptych.fhir.notification.Notification;
import org.diptych.fhir.notification.NotificationEvent;
import org.diptych.fhir.notification.NotificationReader;
import org.diptych.fhir.notification.NotificationReading;

/** Somebody who is told over HTTP, and takes it or not. */
final class Subscriber implements AutoCloseable {
  /** What was taken, in order. */
  final List<Notification> heard = new CopyOnWriteArrayList<>();

  final List<String> bodies = new CopyOnWriteArrayList<>();
  final List<String> secrets = new CopyOnWriteArrayList<>();
  volatile int status = 200;
  volatile int refused;

  /** How often it was told anything, taken or not or not yet. */
  final AtomicInteger asked = new AtomicInteger();

  /** While this is closed it takes its time. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  private final HttpServer http;

  Subscriber() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/told", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/told";
  }

  List<Long> numbers() {
    return heard.stream()
        .flatMap(said -> said.events().stream())
        .map(NotificationEvent::number)
        .toList();
  }

  List<Notification.Kind> kinds() {
    return heard.stream().map(Notification::kind).toList();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.incrementAndGet();
    awaitGate();
    int answer = status;
    if (answer / 100 == 2) {
      bodies.add(body);
      secrets.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Secret")));
      NotificationReading reading = NotificationReader.read(body.getBytes(StandardCharsets.UTF_8));
      heard.add(((NotificationReading.Read) reading).notification());
    } else {
      refused++;
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private void awaitGate() throws IOException {
    try {
      gate.await();
    } catch (InterruptedException closed) {
      throw new IOException(closed);
    }
  }
}
