package org.diptych.fhir.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** An authorization server and a FHIR server behind it, over HTTP. */
final class TokenServer implements AutoCloseable {
  final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
  final List<String> shown = new CopyOnWriteArrayList<>();
  volatile int tokenStatus = 200;
  volatile int expiresIn = 300;

  /** What the FHIR server accepts. */
  volatile String accepted = "token-1";

  private final HttpServer http;

  TokenServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/token", this::token);
    http.createContext("/fhir/.well-known/smart-configuration", this::configuration);
    http.createContext("/fhir/Patient", this::patients);
    http.start();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
  }

  JsonNode part(int form, int part) throws IOException {
    String[] parts = forms.get(form).get("client_assertion").split("\\.");
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[part]));
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    forms.add(
        Arrays.stream(body.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
    send(
        exchange,
        tokenStatus,
        "application/json",
        tokenStatus == 200
            ? "{\"access_token\":\"token-%d\",\"token_type\":\"bearer\",\"expires_in\":%d}"
                .formatted(forms.size(), expiresIn)
            : "{\"error\":\"invalid_client\"}");
  }

  private void configuration(HttpExchange exchange) throws IOException {
    send(exchange, 200, "application/json", "{\"token_endpoint\":\"%s\"}".formatted(at("/token")));
  }

  private void patients(HttpExchange exchange) throws IOException {
    String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    shown.add(authorization);
    boolean known = authorization.equals("Bearer " + accepted);
    send(
        exchange,
        known ? 200 : 401,
        "application/fhir+json",
        known
            ? "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}"
            : "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"login\"}]}");
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
