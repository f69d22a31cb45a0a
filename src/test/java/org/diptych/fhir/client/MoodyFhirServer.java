package org.diptych.fhir.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A real HTTP peer that answers as told, one mood after the other, the last one for ever. It hears
 * everything, also what it does not answer.
 */
public final class MoodyFhirServer implements AutoCloseable {
  /** What the server does with a request. */
  @FunctionalInterface
  public interface Mood {
    void answer(HttpExchange exchange, String body) throws IOException;

    /** The same with a header. */
    default Mood with(String header, String value) {
      return (exchange, body) -> {
        exchange.getResponseHeaders().add(header, value);
        answer(exchange, body);
      };
    }
  }

  /** One request as it arrived. */
  public record Heard(String method, String path, String authorization, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Mood> moods = new ArrayDeque<>();
  private final List<Heard> heard = new CopyOnWriteArrayList<>();

  public MoodyFhirServer(Mood... moods) {
    this.moods.addAll(List.of(moods));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/fhir", this::hear);
    server.start();
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/fhir");
  }

  public List<Heard> heard() {
    return heard;
  }

  /** Answers with a status and a body of FHIR JSON. */
  public static Mood json(int status, String body) {
    return (exchange, request) -> write(exchange, status, "application/fhir+json", body);
  }

  /** Answers with a body made from the request's. */
  public static Mood json(Function<String, String> body) {
    return (exchange, request) ->
        write(exchange, 200, "application/fhir+json", body.apply(request));
  }

  /** Answers as a proxy or a login page would. */
  public static Mood html(int status) {
    return (exchange, request) -> write(exchange, status, "text/html", "<html>Canarypage</html>");
  }

  /** Takes the request and never answers. */
  public static Mood silence() {
    return (exchange, request) -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the server is closing
      }
    };
  }

  /** Takes the request and closes the connection. */
  public static Mood hangUp() {
    return (exchange, request) -> exchange.close();
  }

  private void hear(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    heard.add(
        new Heard(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            body));
    next().answer(exchange, body);
  }

  private synchronized Mood next() {
    return moods.size() > 1 ? moods.removeFirst() : moods.getFirst();
  }

  private static void write(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type + ";charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
