package org.diptych.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.diptych.FreePort;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirServerTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final String DONE =
      "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\","
          + "\"entry\":[{\"response\":{\"status\":\"201 Created\",\"location\":\"Patient/7\"}}]}";
  private static final String OUTCOME =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"required\",\"diagnostics\":\"HAPI-0516:"
          + " Canaryname has no"
          + " code\",\"details\":{\"text\":\"Canaryname\",\"coding\":[{\"code\":\"MSG_X\"},{\"code\":\"Canary"
          + " name\"}]}}]}";

  @Test
  void a_transaction_goes_out_once_and_its_answer_comes_back() {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(200, DONE))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      assertThat(answer).isInstanceOf(FhirAnswer.Done.class);
      assertThat(((FhirAnswer.Done<Bundle>) answer).value().getEntryFirstRep().getResponse())
          .extracting(response -> response.getLocation())
          .isEqualTo("Patient/7");
      assertThat(peer.heard()).as("no CapabilityStatement is asked for").hasSize(1);
      assertThat(peer.heard().get(0).method()).isEqualTo("POST");
      assertThat(peer.heard().get(0).body()).contains("\"ifNoneExist\":\"identifier=a%7Cb\"");
      assertThat(peer.heard().get(0).authorization()).isNull();
    }
  }

  @Test
  void the_configured_authorization_is_sent() {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(200, DONE))) {
      server(peer.base(), "Bearer secret").transact(transaction());

      assertThat(peer.heard().get(0).authorization()).isEqualTo("Bearer secret");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void content_the_server_cannot_take_is_refused_with_codes_and_without_its_texts(int status) {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(status, OUTCOME))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      assertThat(answer).isInstanceOf(FhirAnswer.Refused.class);
      assertThat(((FhirAnswer.Refused<Bundle>) answer).status()).isEqualTo(status);
      assertThat(((FhirAnswer.Refused<Bundle>) answer).issues())
          .containsExactly("error/required MSG_X HAPI-0516");
    }
  }

  @Test
  void a_refusal_without_an_outcome_is_a_refusal_all_the_same() {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.html(422))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      assertThat(answer).isEqualTo(new FhirAnswer.Refused<>(422, List.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504})
  void every_other_status_is_worth_another_try(int status) {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(status, OUTCOME))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      assertThat(answer).isEqualTo(new FhirAnswer.Unavailable<>(status, "HTTP status"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 410, 501})
  void what_a_fhir_server_does_not_do_is_told_by_an_outcome_only(int status) {
    try (MoodyFhirServer peer =
        new MoodyFhirServer(
            MoodyFhirServer.json(status, OUTCOME),
            MoodyFhirServer.html(status),
            MoodyFhirServer.json(status, "{\"resourceType\":\"OperationOutcome\"}"),
            MoodyFhirServer.json(status, "{\"error\":\"not found\"}"))) {
      FhirServer server = server(peer.base(), null);

      assertThat(server.search("Patient?identifier=a%7Cb"))
          .isEqualTo(
              new FhirAnswer.Unsupported<>(status, List.of("error/required MSG_X HAPI-0516")));
      for (int other = 0; other < 3; other++) {
        assertThat(server.search("Patient?identifier=a%7Cb"))
            .isInstanceOf(FhirAnswer.Unavailable.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void what_is_there_may_not_be_what_was_expected(int status) {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(status, OUTCOME))) {
      assertThat(server(peer.base(), null).transact(transaction()))
          .isEqualTo(new FhirAnswer.Conflict<>(status));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, 2026-03-02T10:00:07Z",
    "503, 0, 2026-03-02T10:00:00Z",
    "503, 9999999, 2026-03-03T10:00:00Z",
    "503, soon, ",
    "503, -1, ",
  })
  void a_server_says_in_seconds_when_it_wants_to_be_asked_again(
      int status, String retryAfter, Instant notBefore) {
    try (MoodyFhirServer peer =
        new MoodyFhirServer(
            MoodyFhirServer.json(status, OUTCOME).with("Retry-After", retryAfter))) {
      assertThat(server(peer.base(), null).transact(transaction()))
          .isEqualTo(new FhirAnswer.Unavailable<>(status, "HTTP status", notBefore));
    }
  }

  @Test
  void a_server_says_by_its_own_clock_when_it_wants_to_be_asked_again() {
    ZonedDateTime then = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90);
    try (MoodyFhirServer peer =
        new MoodyFhirServer(
            MoodyFhirServer.html(503)
                .with("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(then)))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      // The peer's clock is today's and ours stands still: the difference is what counts.
      assertThat(((FhirAnswer.Unavailable<Bundle>) answer).notBefore())
          .isBetween(NOW.plusSeconds(85), NOW.plusSeconds(91));
    }
  }

  @Test
  void a_login_page_with_status_200_is_no_success() {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.html(200))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      assertThat(answer).isEqualTo(new FhirAnswer.Unavailable<>(200, "answer is not FHIR"));
    }
  }

  @Test
  void a_redirect_is_not_followed_because_credentials_and_content_are_for_one_server() {
    try (MoodyFhirServer other = new MoodyFhirServer(MoodyFhirServer.json(200, DONE));
        MoodyFhirServer peer =
            new MoodyFhirServer(
                MoodyFhirServer.html(302).with("Location", other.base().toString()))) {
      assertThat(server(peer.base(), "Bearer secret").search("Patient?identifier=a%7Cb"))
          .isInstanceOf(FhirAnswer.Unavailable.class);
      assertThat(other.heard()).isEmpty();
    }
  }

  @Test
  void half_an_answer_is_no_success() {
    try (MoodyFhirServer peer =
        new MoodyFhirServer(MoodyFhirServer.json(200, DONE.substring(0, 40)))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      assertThat(answer).isInstanceOf(FhirAnswer.Unavailable.class);
    }
  }

  @Test
  void a_connection_that_breaks_tells_nothing() {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.hangUp())) {
      assertThat(server(peer.base(), null).transact(transaction()))
          .isEqualTo(new FhirAnswer.Unavailable<>(0, "connection lost"));
    }
  }

  @Test
  void a_server_that_says_nothing_is_given_up_after_the_configured_time() {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.silence())) {
      FhirServer server = server(peer.base(), null);
      long begin = System.nanoTime();

      assertThat(server.transact(transaction()))
          .isEqualTo(new FhirAnswer.Unavailable<>(0, "no answer in time"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(1400), Duration.ofSeconds(6));
    }
  }

  @Test
  void nobody_listening_is_no_connection() throws IOException {
    int port = FreePort.find();

    assertThat(server(URI.create("http://127.0.0.1:" + port), null).transact(transaction()))
        .isEqualTo(new FhirAnswer.Unavailable<>(0, "no connection"));
  }

  @Test
  void a_search_is_relative_to_the_base() {
    try (MoodyFhirServer peer =
        new MoodyFhirServer(
            MoodyFhirServer.json(200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}"))) {
      FhirAnswer<Bundle> answer =
          server(peer.base(), null).search("DiagnosticReport?identifier=a%7Cb");

      assertThat(answer).isInstanceOf(FhirAnswer.Done.class);
      assertThat(peer.heard().get(0).path()).startsWith("/fhir/DiagnosticReport?identifier=a%7Cb");
    }
  }

  private static FhirServer server(URI base, String authorization) {
    return new FhirServer(
        R4,
        new FhirServerSettings(base, null, Duration.ofSeconds(2), Duration.ofMillis(1500)),
        Authorization.fixed(authorization),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Bundle transaction() {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    bundle
        .addEntry()
        .setResource(new Patient())
        .getRequest()
        .setMethod(Bundle.HTTPVerb.POST)
        .setUrl("Patient")
        .setIfNoneExist("identifier=a%7Cb");
    return bundle;
  }
}
