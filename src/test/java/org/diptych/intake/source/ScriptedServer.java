package org.diptych.intake.source;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A FHIR server over HTTP that takes Subscriptions, loses notifications, and behaves as told. */
final class ScriptedServer extends LoopbackServer {
  /** Method and path of every request. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** The bodies of what was created or updated. */
  final List<String> written = new CopyOnWriteArrayList<>();

  volatile boolean topics = true;
  volatile boolean criteria = true;
  volatile boolean eventsOperation = true;
  volatile boolean away;
  volatile String version = "4.0.1";
  volatile String status = "active";
  volatile long events;
  volatile List<String> changed = List.of();

  ScriptedServer() throws IOException {}

  long asked(String start) {
    return requests.stream().filter(each -> each.startsWith(start)).count();
  }

  @Override
  void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath().substring("/fhir".length());
    String query = exchange.getRequestURI().getQuery();
    String method = exchange.getRequestMethod();
    requests.add(method + " " + path + (query == null ? "" : "?" + query));
    if (away) {
      send(exchange, 503, outcome("transient"));
    } else if (method.equals("POST") || method.equals("PUT")) {
      write(exchange, method, body);
    } else if (path.equals("/metadata")) {
      send(
          exchange,
          200,
          "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"" + version + "\"}");
    } else if (path.endsWith("/$status")) {
      send(exchange, 200, bundle("searchset", List.of(statusResource("query-status", ""))));
    } else if (path.endsWith("/$events")) {
      send(
          exchange,
          eventsOperation ? 200 : 404,
          eventsOperation ? eventBundle(query) : outcome("not-found"));
    } else if (path.equals("/Subscription/s1")) {
      send(exchange, status.equals("gone") ? 410 : 200, subscription());
    } else if (path.equals("/Subscription")) {
      send(exchange, 200, bundle("searchset", List.of()));
    } else {
      List<String> found = new ArrayList<>();
      for (String id : changed) {
        found.add(
            """
            {"resourceType":"DiagnosticReport","id":"%s","status":"final","code":{"text":"x"},
             "meta":{"versionId":"1","lastUpdated":"2026-03-01T09:00:00Z"}}
            """
                .formatted(id));
      }
      send(exchange, 200, bundle("searchset", found));
    }
  }

  private void write(HttpExchange exchange, String method, String body) throws IOException {
    boolean byTopic = body.contains("SubscriptionTopic");
    if (byTopic ? !topics : !criteria) {
      send(exchange, 422, outcome("not-supported"));
      return;
    }
    written.add(body);
    status = "requested";
    exchange.getResponseHeaders().add("Location", base() + "/Subscription/s1/_history/1");
    send(exchange, method.equals("POST") ? 201 : 200, subscription());
  }

  private String subscription() {
    return """
    {"resourceType":"Subscription","id":"s1","status":"%s","reason":"x","criteria":"y",
     "channel":{"type":"rest-hook"}}
    """
        .formatted(status.equals("gone") ? "off" : status);
  }

  private String eventBundle(String query) {
    long from = Long.parseLong(query.replaceAll(".*eventsSinceNumber=(\\d+).*", "$1"));
    long until = Long.parseLong(query.replaceAll(".*eventsUntilNumber=(\\d+).*", "$1"));
    if (version.startsWith("4.3")) {
      return bundle("history", List.of(statusOfR4B(from, until)));
    }
    String all =
        LongStream.rangeClosed(from, until)
            .mapToObj(
                number ->
                    """
                    ,{"name":"notification-event","part":[
                      {"name":"event-number","valueString":"%1$d"},
                      {"name":"focus","valueReference":{"reference":"DiagnosticReport/r%1$d"}}]}
                    """
                        .formatted(number))
            .collect(Collectors.joining());
    return bundle("history", List.of(statusResource("query-event", all)));
  }

  private String statusResource(String type, String more) {
    return """
    {"resourceType":"Parameters","parameter":[
      {"name":"subscription","valueReference":{"reference":"Subscription/s1"}},
      {"name":"status","valueCode":"%s"},{"name":"type","valueCode":"%s"},
      {"name":"events-since-subscription-start","valueString":"%d"}%s]}
    """
        .formatted(status, type, events, more);
  }

  private String statusOfR4B(long from, long until) {
    String all =
        LongStream.rangeClosed(from, until)
            .mapToObj(
                number ->
                    """
                    {"eventNumber":"%1$d","focus":{"reference":"DiagnosticReport/r%1$d"}}
                    """
                        .formatted(number))
            .collect(Collectors.joining(","));
    return """
    {"resourceType":"SubscriptionStatus","status":"active","type":"query-event",
     "eventsSinceSubscriptionStart":"%d","subscription":{"reference":"Subscription/s1"},
     "notificationEvent":[%s]}
    """
        .formatted(events, all);
  }

  private static String bundle(String type, List<String> resources) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
        .formatted(
            type,
            resources.stream()
                .map(each -> "{\"resource\":" + each + "}")
                .collect(Collectors.joining(",")));
  }

  private static String outcome(String code) {
    return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"%s\"}]}"
        .formatted(code);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/fhir+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
