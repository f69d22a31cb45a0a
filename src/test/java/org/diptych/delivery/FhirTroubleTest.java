package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.diptych.fhir.client.FhirMemory;
import org.diptych.fhir.client.MoodyFhirServer;
import org.diptych.fhir.client.MoodyFhirServer.Heard;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.EntryWorkers;
import org.diptych.journal.NotYet;
import org.diptych.study.CaseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's answers mean for results, over real HTTP. */
class FhirTroubleTest extends DeliveryFixture {
  private static final String NOTHING = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}";
  private static final MoodyFhirServer.Mood ILL = MoodyFhirServer.html(503);

  /** Answers searches with nothing found and every write with a status. */
  private static MoodyFhirServer.Mood writing(int status) {
    return (exchange, body) ->
        (exchange.getRequestMethod().equals("GET")
                ? MoodyFhirServer.json(200, NOTHING)
                : MoodyFhirServer.json(status, REFUSAL))
            .answer(exchange, body);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void a_conflict_is_looked_at_again_and_tried_thrice_before_the_results_wait(int status) {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(writing(status))) {
      FhirDelivery delivery = delivery(peer.base());
      for (int time = 0; time < 6; time++) {
        assertThatThrownBy(() -> delivery.deliver(results))
            .as("a conflict is an answer: the server is not left in peace")
            .isInstanceOf(DestinationUnavailable.class)
            .hasMessage("fhir unavailable: HTTP status " + status);
      }
      assertThat(peer.heard().subList(0, 7))
          .extracting(Heard::method)
          .containsExactly("POST", "GET", "GET", "POST", "GET", "GET", "POST");
      assertThat(subject().state()).isEqualTo(CaseState.READ);
    }
  }

  @Test
  void a_server_that_says_in_fhir_that_it_holds_no_such_type_is_for_a_person() {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(404, REFUSAL))) {
      delivery(Destinations.with(Map.of("url", peer.base().toString()))).deliver(results);

      assertThat(subject().state()).isEqualTo(CaseState.SET_ASIDE);
      assertThat(subject().reason()).isEqualTo("FHIR server cannot look for Patient with HTTP 404");
    }
  }

  @Test
  void a_404_of_somebody_who_does_not_speak_fhir_is_worth_another_try() {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.html(404))) {
      assertThatThrownBy(
              () ->
                  delivery(Destinations.with(Map.of("url", peer.base().toString())))
                      .deliver(results))
          .isInstanceOf(DestinationUnavailable.class);
      assertThat(count(EntryKind.SET_ASIDE)).isZero();
    }
  }

  @Test
  void a_base_url_where_a_fhir_server_keeps_nothing_is_told_and_not_waited_for() {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(404, REFUSAL))) {
      delivery(peer.base()).deliver(results);

      assertThat(subject().reason())
          .isEqualTo("FHIR server cannot keep the results with HTTP 404: error/required");
    }
  }

  @Test
  void after_five_unavailable_answers_the_server_is_left_in_peace() {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(ILL)) {
      FhirDelivery delivery = delivery(peer.base());
      Instant before = Instant.now();
      for (int time = 0; time < 5; time++) {
        assertThatThrownBy(() -> delivery.deliver(results))
            .isInstanceOf(DestinationUnavailable.class);
      }

      assertThatThrownBy(() -> delivery.deliver(results))
          .isInstanceOfSatisfying(
              NotYet.class,
              e ->
                  assertThat(e.due())
                      .isBetween(before.plusSeconds(9), before.plus(Duration.ofMinutes(1))));
      assertThat(peer.heard()).hasSize(5);
    }
  }

  @Test
  void a_server_that_names_a_time_is_asked_by_nobody_before_it() {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer =
        new MoodyFhirServer(ILL.with("Retry-After", "120"), new FhirMemory())) {
      FhirDelivery delivery = delivery(peer.base());
      Instant named = Instant.now().plusSeconds(119);

      assertThatThrownBy(() -> delivery.deliver(results))
          .isInstanceOfSatisfying(
              DestinationUnavailable.class, e -> assertThat(e.notBefore()).isAfter(named));
      assertThatThrownBy(() -> delivery.deliver(results))
          .isInstanceOfSatisfying(NotYet.class, e -> assertThat(e.due()).isAfter(named));
      assertThat(peer.heard()).hasSize(1);
    }
  }

  @Test
  void a_server_that_is_well_again_gets_everything() {
    Entry results = resultsReady(1, "fhir");
    Map<String, String> impatient =
        Map.of(
            "breaker.after", "1",
            "breaker.pause", "PT0.1S",
            "breaker.longest-pause", "PT0.2S",
            "create", "patient");
    FhirMemory memory = new FhirMemory();
    try (MoodyFhirServer peer = new MoodyFhirServer(ILL, ILL, ILL, memory)) {
      Map<String, String> settings = new HashMap<>(impatient);
      settings.put("url", peer.base().toString());
      try (EntryWorkers workers = working(delivery(Destinations.with(settings)))) {
        workers.start();

        await().until(() -> find(EntryKind.DELIVERED, results.key()).isPresent());
        assertThat(peer.heard()).hasSize(4);
        assertThat(memory.changes()).isEqualTo(2);
      }
    }
  }
}
