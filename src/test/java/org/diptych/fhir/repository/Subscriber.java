package org.diptych.fhir.repository;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private final HttpServer http;

  Subscriber() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/told", this::answer);
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
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
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
}
