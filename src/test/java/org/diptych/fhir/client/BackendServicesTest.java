package org.diptych.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.diptych.fhir.FhirR4;
import org.diptych.study.MovingClock;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SMART Backend Services over real sockets, with signatures that are verified. */
class BackendServicesTest {
  @TempDir Path folder;
  private final MovingClock clock = MovingClock.at("2026-03-01T09:00:00Z");
  private TokenServer server;

  @BeforeEach
  void listen() throws Exception {
    server = new TokenServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static KeyPair pair(String kind) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.startsWith("EC") ? "EC" : "RSA");
    if (kind.startsWith("EC")) {
      generator.initialize(new ECGenParameterSpec(kind.substring(3)));
    } else {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  private BackendServices services(KeyPair pair, Optional<URI> tokenUrl) throws Exception {
    Path file = folder.resolve("key.pem");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    return new BackendServices(server.at("/fhir"), config(file, tokenUrl), clock);
  }

  private static BackendServicesConfig config(Path file, Optional<URI> tokenUrl) {
    return config(file, tokenUrl, Optional.of("k1"));
  }

  private static BackendServicesConfig config(
      Path file, Optional<URI> tokenUrl, Optional<String> keyId) {
    return new BackendServicesConfig() {
      @Override
      public String clientId() {
        return "diptych-client";
      }

      @Override
      public Path key() {
        return file;
      }

      @Override
      public Optional<String> keyId() {
        return keyId;
      }

      @Override
      public Optional<String> scope() {
        return Optional.of("system/*.read");
      }

      @Override
      public Optional<URI> tokenUrl() {
        return tokenUrl;
      }
    };
  }

  private FhirServer fhir(Authorization authorization) {
    FhirServerSettings settings =
        new FhirServerSettings(
            server.at("/fhir"), null, Duration.ofSeconds(2), Duration.ofSeconds(5));
    return new FhirServer(FhirR4.lenient(), settings, authorization, clock);
  }

  @ParameterizedTest
  @CsvSource({"RSA, RS384, SHA384withRSA", "EC secp384r1, ES384, SHA384withECDSAinP1363Format"})
  void the_assertion_is_what_the_guide_asks_for_and_its_signature_verifies(
      String kind, String algorithm, String signature) throws Exception {
    KeyPair pair = pair(kind);

    assertThat(services(pair, Optional.empty()).header())
        .isEqualTo(new FhirAnswer.Done<>(Optional.of("Bearer token-1")));

    assertThat(server.forms.get(0))
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("scope", "system/*.read")
        .containsEntry(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assertThat(server.part(0, 0).path("alg").asText()).isEqualTo(algorithm);
    assertThat(server.part(0, 0).path("kid").asText()).isEqualTo("k1");
    assertThat(server.part(0, 1).path("iss").asText()).isEqualTo("diptych-client");
    assertThat(server.part(0, 1).path("sub").asText()).isEqualTo("diptych-client");
    assertThat(server.part(0, 1).path("aud").asText()).isEqualTo(server.at("/token").toString());
    assertThat(server.part(0, 1).path("jti").asText()).hasSize(36);
    assertThat(server.part(0, 1).path("exp").asLong() - clock.instant().getEpochSecond())
        .isBetween(1L, 300L);
    String jwt = server.forms.get(0).get("client_assertion");
    Signature verifier = Signature.getInstance(signature);
    verifier.initVerify(pair.getPublic());
    verifier.update(jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
    assertThat(verifier.verify(Base64.getUrlDecoder().decode(jwt.split("\\.")[2]))).isTrue();
  }

  @Test
  void the_key_is_called_as_its_jwk_says() throws Exception {
    ECPrivateKey key = (ECPrivateKey) pair("EC secp384r1").getPrivate();
    String d = Base64.getUrlEncoder().encodeToString(key.getS().toByteArray());
    Path file =
        Files.writeString(
            folder.resolve("key.json"),
            "{\"kty\":\"EC\",\"crv\":\"P-384\",\"kid\":\"of-jwk\",\"d\":\"" + d + "\"}");

    new BackendServices(server.at("/fhir"), config(file, Optional.empty(), Optional.empty()), clock)
        .header();

    assertThat(server.part(0, 0).path("kid").asText()).isEqualTo("of-jwk");
    assertThat(server.part(0, 0).path("alg").asText()).isEqualTo("ES384");
  }

  @Test
  void a_token_is_kept_until_shortly_before_it_expires() throws Exception {
    BackendServices services = services(pair("RSA"), Optional.of(server.at("/token")));
    services.header();
    clock.advance(Duration.ofSeconds(269));
    services.header();
    assertThat(server.forms).hasSize(1);

    clock.advance(Duration.ofSeconds(2));
    services.header();

    assertThat(server.forms).hasSize(2);
    assertThat(server.part(0, 1).path("jti")).isNotEqualTo(server.part(1, 1).path("jti"));
  }

  @Test
  void a_token_that_is_no_longer_accepted_is_renewed_once_and_the_request_repeated()
      throws Exception {
    FhirServer fhir = fhir(services(pair("RSA"), Optional.empty()));
    assertThat(fhir.search("Patient?_id=1")).isInstanceOf(FhirAnswer.Done.class);
    server.accepted = "token-2";

    assertThat(fhir.search("Patient?_id=1")).isInstanceOf(FhirAnswer.Done.class);

    assertThat(server.shown).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void where_no_token_is_accepted_the_request_waits() throws Exception {
    server.accepted = "none of ours";

    FhirAnswer<Bundle> answer =
        fhir(services(pair("RSA"), Optional.empty())).search("Patient?_id=1");

    assertThat(answer).isInstanceOf(FhirAnswer.Unavailable.class);
    assertThat(server.shown).hasSize(2);
  }

  @Test
  void without_a_token_the_fhir_server_is_not_asked_at_all() throws Exception {
    server.tokenStatus = 400;

    FhirAnswer<Bundle> answer =
        fhir(services(pair("RSA"), Optional.empty())).search("Patient?_id=1");

    assertThat(answer).isEqualTo(new FhirAnswer.Unavailable<>(400, "no access token"));
    assertThat(server.shown).isEmpty();
  }

  @Test
  void a_key_that_can_not_sign_stops_the_start_and_is_not_quoted() throws Exception {
    assertThatThrownBy(() -> services(pair("EC secp256r1"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause();
    Path file = Files.writeString(folder.resolve("no.pem"), "secret");
    assertThatThrownBy(
            () -> new BackendServices(server.at("/fhir"), config(file, Optional.empty()), clock))
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }
}
