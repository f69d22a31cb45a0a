package org.diptych.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirServerTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final String DONE =
      "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\","
          + "\"entry\":[{\"response\":{\"status\":\"201 Created\",\"location\":\"Patient/7\"}}]}";
  private static final String OUTCOME =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
          + "\"code\":\"required\",\"diagnostics\":\"HAPI-0516: Canaryname has no code\","
          + "\"details\":{\"text\":\"Canaryname\",\"coding\":[{\"code\":\"MSG_X\"},{\"code\":\"Canary name\"}]}}]}";

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
  @ValueSource(ints = {401, 403, 404, 405, 408, 409, 410, 412, 429, 500, 502, 503, 504})
  void every_other_status_is_worth_another_try(int status) {
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(status, OUTCOME))) {
      FhirAnswer<Bundle> answer = server(peer.base(), null).transact(transaction());

      assertThat(answer).isEqualTo(new FhirAnswer.Unavailable<>(status, "HTTP status"));
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
      assertThat(server(peer.base(), null).transact(transaction()))
          .isEqualTo(new FhirAnswer.Unavailable<>(0, "no answer in time"));
    }
  }

  @Test
  void nobody_listening_is_no_connection() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

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
        new FhirServerSettings(
            base, authorization, Duration.ofSeconds(2), Duration.ofMillis(1500)));
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
