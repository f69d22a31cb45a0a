package org.diptych.fhir.repository;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP proxy before a real repository that does to each request what a plan says. */
final class FaultProxy implements AutoCloseable {
  private static final List<String> CARRIED =
      List.of("accept", "content-type", "if-none-exist", "if-match", "prefer", "cache-control");
  private static final List<String> ANSWERED = List.of("content-type", "location", "etag");
  private static final String OUTCOME =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"%s\"}]}";

  /** What happens to a request. */
  enum Fault {
    NONE,
    UNAUTHORIZED,
    CONFLICT,
    PRECONDITION_FAILED,
    TOO_MANY,
    BUSY,
    BROKEN,
    BAD_GATEWAY,
    UNPROCESSABLE,
    NOT_SUPPORTED,
    RESET_BEFORE,
    RESET_AFTER,
    SILENT_AFTER
  }

  /** Says what happens to the next request. */
  @FunctionalInterface
  interface Plan {
    Fault of(String method, String path, String body);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<Fault, Integer> counts = new ConcurrentHashMap<>();
  private final URI target;
  private final Plan plan;

  FaultProxy(URI target, Plan plan) throws IOException {
    this.target = target;
    this.plan = plan;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + target.getPath());
  }

  /** How often each fault happened. */
  Map<Fault, Integer> counts() {
    return counts;
  }

  private void pass(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().toString();
    Fault fault = plan.of(exchange.getRequestMethod(), path, body);
    counts.merge(fault, 1, Integer::sum);
    switch (fault) {
      case NONE -> answer(exchange, forward(exchange, body));
      case UNAUTHORIZED -> outcome(exchange, 401, "login");
      case CONFLICT -> outcome(exchange, 409, "conflict");
      case PRECONDITION_FAILED -> outcome(exchange, 412, "conflict");
      case TOO_MANY -> {
        exchange.getResponseHeaders().add("Retry-After", "1");
        outcome(exchange, 429, "throttled");
      }
      case BUSY -> outcome(exchange, 503, "transient");
      case BROKEN -> outcome(exchange, 500, "exception");
      case BAD_GATEWAY -> write(exchange, 502, "text/html", "<html>Bad gateway</html>");
      case UNPROCESSABLE -> outcome(exchange, 422, "business-rule");
      case NOT_SUPPORTED -> outcome(exchange, 405, "not-supported");
      case RESET_BEFORE -> exchange.close();
      case RESET_AFTER -> {
        forward(exchange, body);
        exchange.close();
      }
      case SILENT_AFTER -> {
        forward(exchange, body);
        silence(exchange);
      }
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
    for (String name : CARRIED) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("closing", e);
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    for (String name : ANSWERED) {
      response
          .headers()
          .firstValue(name)
          .ifPresent(value -> exchange.getResponseHeaders().add(name, value));
    }
    write(exchange, response.statusCode(), response.body());
  }

  private static void outcome(HttpExchange exchange, int status, String code) throws IOException {
    write(exchange, status, "application/fhir+json", OUTCOME.formatted(code));
  }

  private static void write(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type + ";charset=UTF-8");
    write(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Longer than the client waits. */
  private void silence(HttpExchange exchange) {
    try {
      closing.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    threads.shutdownNow();
    server.stop(0);
  }
}
