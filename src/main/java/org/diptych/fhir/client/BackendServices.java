package org.diptych.fhir.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by SMART Backend Services (SMART App Launch 2, Backend Services; RFC 7523): client
 * credentials with a signed assertion, kept until shortly before they expire.
 */
public final class BackendServices implements Authorization {
  private static final Logger LOG = Logger.getLogger(BackendServices.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SCOPE = "system/*.read system/*.write";

  /** At most five minutes (SMART Backend Services, "exp"). */
  private static final Duration ASSERTED = Duration.ofMinutes(4);

  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration USUAL = Duration.ofMinutes(5);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final String NO_TOKEN = "no access token";

  private final URI server;
  private final BackendServicesConfig config;
  private final SigningKey key;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private @Nullable String token;
  private Instant until = Instant.EPOCH;

  /**
   * Tokens for this server.
   *
   * @throws IllegalArgumentException when the key cannot be read
   */
  public BackendServices(URI server, BackendServicesConfig config, Clock clock) {
    this.server = server;
    this.config = config;
    this.clock = clock;
    this.key = SigningKey.read(config.key());
  }

  @Override
  public synchronized FhirAnswer<Optional<String>> header() {
    String held = token;
    if (held != null && clock.instant().isBefore(until)) {
      return new FhirAnswer.Done<>(Optional.of("Bearer " + held));
    }
    try {
      return request();
    } catch (IOException e) {
      return unavailable();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return unavailable();
    }
  }

  @Override
  public synchronized boolean renew(String refused) {
    if (refused.equals("Bearer " + token)) {
      token = null;
    }
    return true;
  }

  private FhirAnswer<Optional<String>> request() throws IOException, InterruptedException {
    Optional<URI> endpoint = tokenUrl();
    if (endpoint.isEmpty()) {
      LOG.warn("the FHIR server names no token endpoint");
      return unavailable();
    }
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(endpoint.get())
                .timeout(ANSWERS_WITHIN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(endpoint.get())))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode said = read(answer.body());
    String fresh = said.path("access_token").asText("");
    if (answer.statusCode() != OK || fresh.isEmpty()) {
      LOG.warnf("the token endpoint gave no token: HTTP %d", answer.statusCode());
      return new FhirAnswer.Unavailable<>(
          answer.statusCode(), NO_TOKEN, RetryAfter.of(answer, clock.instant()));
    }
    Duration lives = Duration.ofSeconds(said.path("expires_in").asLong(USUAL.toSeconds()));
    Duration use = lives.minus(BEFORE_EXPIRY);
    token = fresh;
    until = clock.instant().plus(use.compareTo(SHORTEST) < 0 ? SHORTEST : use);
    return new FhirAnswer.Done<>(Optional.of("Bearer " + fresh));
  }

  private Optional<URI> tokenUrl() throws IOException, InterruptedException {
    if (config.tokenUrl().isPresent()) {
      return config.tokenUrl();
    }
    URI wellKnown =
        URI.create(server.toString().replaceAll("/+$", "") + "/.well-known/smart-configuration");
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(wellKnown)
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    String url = read(answer.body()).path("token_endpoint").asText("");
    return answer.statusCode() == OK && url.matches("https?://.+")
        ? Optional.of(URI.create(url))
        : Optional.empty();
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return JSON.createObjectNode();
    }
  }

  private String form(URI endpoint) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("scope", config.scope().orElse(SCOPE));
    fields.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    fields.put("client_assertion", assertion(endpoint));
    return fields.entrySet().stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private String assertion(URI endpoint) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", key.algorithm());
    header.put("typ", "JWT");
    config.keyId().or(() -> Optional.ofNullable(key.id())).ifPresent(id -> header.put("kid", id));
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", config.clientId());
    claims.put("sub", config.clientId());
    claims.put("aud", endpoint.toString());
    claims.put("exp", clock.instant().plus(ASSERTED).getEpochSecond());
    claims.put("jti", UUID.randomUUID().toString());
    return key.sign(json(header), json(claims));
  }

  private static String json(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are JSON", e);
    }
  }

  private static FhirAnswer<Optional<String>> unavailable() {
    return new FhirAnswer.Unavailable<>(0, NO_TOKEN);
  }
}
