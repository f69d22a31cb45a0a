package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.diptych.FreePort;
import org.diptych.fhir.client.FhirMemory;
import org.diptych.fhir.client.MoodyFhirServer;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.EntryWorkers;
import org.diptych.study.CaseState;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery over real HTTP to peers in every mood, recorded in a real journal. */
class FhirDeliveryTest extends DeliveryFixture {
  @Test
  void what_the_server_took_is_recorded_with_its_places_and_the_case_is_delivered() {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(new FhirMemory())) {
      delivery(peer.base()).deliver(results);

      Entry delivered = find(EntryKind.DELIVERED, results.key()).orElseThrow();
      assertThat(delivered.payload())
          .containsEntry("server", peer.base().toString())
          .containsEntry("resources", "Patient/0 Observation/1")
          .containsEntry("version", "1");
      assertThat(delivered.destination()).isEqualTo("fhir");
      assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
      assertThat(subject().reason()).isEqualTo("accession number");
      assertThat(subject().changed()).isEqualTo(NOW);
    }
  }

  @Test
  void delivering_twice_changes_nothing_there_and_nothing_here() {
    Entry results = resultsReady(1, "fhir");
    FhirMemory memory = new FhirMemory();
    try (MoodyFhirServer peer = new MoodyFhirServer(memory)) {
      delivery(peer.base()).deliver(results);
      delivery(peer.base()).deliver(results);

      assertThat(peer.heard()).hasSize(2);
      assertThat(memory.changes()).isEqualTo(2);
      assertThat(count(EntryKind.DELIVERED)).isEqualTo(1);
    }
  }

  @Test
  void a_case_waits_until_every_destination_of_its_version_has_its_results() {
    Entry fhir = resultsReady(1, "fhir");
    Entry pacs = resultsReady(1, "pacs");
    try (MoodyFhirServer peer = new MoodyFhirServer(new FhirMemory())) {
      delivery(peer.base()).deliver(fhir);
      assertThat(subject().state()).isEqualTo(CaseState.READ);

      delivery(peer.base()).deliver(pacs);
      assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void content_the_server_refuses_is_set_aside_with_codes_only_and_not_sent_again(int status) {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(status, REFUSAL));
        EntryWorkers workers = working(peer.base())) {
      workers.start();

      await().until(() -> find(EntryKind.SET_ASIDE, "entry#" + results.id()).isPresent());
      await().until(() -> subject().state() == CaseState.SET_ASIDE);
      assertThat(subject().reason())
          .isEqualTo("FHIR server refused the results with HTTP " + status + ": error/required");
      assertThat(find(EntryKind.SET_ASIDE, "entry#" + results.id()).orElseThrow().get("reason"))
          .isEqualTo(subject().reason());
      await().during(Duration.ofMillis(500)).until(() -> posts(peer) == 1);
    }
  }

  @Test
  void after_a_person_has_replayed_it_a_set_aside_result_is_delivered() {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer =
        new MoodyFhirServer(MoodyFhirServer.json(422, REFUSAL), new FhirMemory())) {
      delivery(peer.base()).deliver(results);
      assertThat(subject().state()).isEqualTo(CaseState.SET_ASIDE);

      delivery(peer.base()).deliver(results);

      assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
      assertThat(subject().reason()).doesNotContain("refused");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 503})
  void what_may_pass_later_is_thrown_and_leaves_no_trace(int status) {
    Entry results = resultsReady(1, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(status, REFUSAL))) {
      assertThatThrownBy(() -> delivery(peer.base()).deliver(results))
          .isInstanceOf(DestinationUnavailable.class)
          .hasMessage("fhir unavailable: HTTP status " + status)
          .hasNoCause();
      assertThat(count(EntryKind.DELIVERED) + count(EntryKind.SET_ASIDE)).isZero();
      assertThat(subject().state()).isEqualTo(CaseState.READ);
    }
  }

  @Test
  void nobody_listening_is_worth_another_try() throws IOException {
    Entry results = resultsReady(1, "fhir");
    int port = FreePort.find();

    assertThatThrownBy(
            () -> delivery(URI.create("http://127.0.0.1:" + port + "/fhir")).deliver(results))
        .isInstanceOf(DestinationUnavailable.class)
        .hasMessage("fhir unavailable: no connection");
  }

  @Test
  void an_answer_that_does_not_state_every_success_is_no_success() {
    Entry results = resultsReady(1, "fhir");
    String half =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\","
            + "\"entry\":[{\"response\":{\"status\":\"201\",\"location\":\"Patient/1\"}}]}";
    try (MoodyFhirServer peer = new MoodyFhirServer(MoodyFhirServer.json(200, half))) {
      assertThatThrownBy(() -> delivery(peer.base()).deliver(results))
          .isInstanceOf(DestinationUnavailable.class);
      assertThat(count(EntryKind.DELIVERED)).isZero();
    }
  }

  @Test
  void a_server_that_is_ill_for_a_while_gets_the_results_once_it_is_well() {
    Entry results = resultsReady(1, "fhir");
    FhirMemory memory = new FhirMemory();
    try (MoodyFhirServer peer =
            new MoodyFhirServer(
                MoodyFhirServer.json(503, REFUSAL),
                MoodyFhirServer.hangUp(),
                MoodyFhirServer.html(200),
                MoodyFhirServer.json(409, REFUSAL),
                memory);
        EntryWorkers workers = working(peer.base())) {
      workers.start();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> find(EntryKind.DELIVERED, results.key()).isPresent());
      assertThat(peer.heard())
          .extracting(MoodyFhirServer.Heard::method)
          .containsExactly("POST", "POST", "POST", "POST", "GET", "GET", "POST");
      assertThat(memory.changes()).isEqualTo(2);
      assertThat(count(EntryKind.SET_ASIDE)).isZero();
    }
  }

  @Test
  void an_answer_lost_after_the_commit_makes_no_second_result() {
    Entry results = resultsReady(1, "fhir");
    FhirMemory memory = new FhirMemory();
    try (MoodyFhirServer peer = new MoodyFhirServer(memory.commitsInSilence(), memory);
        EntryWorkers workers = working(peer.base())) {
      workers.start();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> find(EntryKind.DELIVERED, results.key()).isPresent());
      assertThat(peer.heard()).hasSize(2);
      assertThat(memory.changes()).isEqualTo(2);
      assertThat(memory.resources()).hasSize(2);
    }
  }

  @Test
  void results_of_an_earlier_version_are_not_sent_over_later_ones() {
    Entry first = resultsReady(1, "fhir");
    saveCase(2, CaseState.READ);
    resultsReady(2, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(new FhirMemory())) {
      delivery(peer.base()).deliver(first);

      assertThat(peer.heard()).isEmpty();
      assertThat(subject().state()).isEqualTo(CaseState.READ);
    }
  }

  @Test
  void what_an_earlier_version_wrote_is_replaced_only_as_it_was_looked_at() {
    resultsReady(1, "fhir");
    saveCase(2, CaseState.READ);
    Entry second = resultsReady(2, "fhir");
    String there =
        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"resource\":{"
            + "\"resourceType\":\"Observation\",\"id\":\"7\",\"meta\":{\"versionId\":\"3\","
            + "\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/"
            + "v3-ObservationValue\",\"code\":\"AIAST\"}]},\"status\":\"preliminary\","
            + "\"identifier\":[{\"system\":\"urn:diptych:result\",\"value\":\"d\"}]}}]}";
    try (MoodyFhirServer peer =
        new MoodyFhirServer(MoodyFhirServer.json(200, there), MoodyFhirServer.json(412, REFUSAL))) {
      assertThatThrownBy(() -> delivery(peer.base()).deliver(second))
          .isInstanceOf(DestinationUnavailable.class)
          .hasMessage("fhir unavailable: HTTP status 412");

      assertThat(peer.heard().get(0).path()).startsWith("/fhir/Observation?");
      Bundle sent = R4.newJsonParser().parseResource(Bundle.class, peer.heard().get(1).body());
      assertThat(sent.getEntry().get(1).getRequest().getUrl()).isEqualTo("Observation/7");
      assertThat(sent.getEntry().get(1).getRequest().getIfMatch()).isEqualTo("W/\"3\"");
    }
  }

  @Test
  void a_case_that_was_reopened_meanwhile_keeps_its_state() {
    Entry first = resultsReady(1, "fhir");
    saveCase(2, CaseState.READY);
    try (MoodyFhirServer peer = new MoodyFhirServer(new FhirMemory())) {
      delivery(peer.base()).deliver(first);

      assertThat(find(EntryKind.DELIVERED, first.key())).isPresent();
      assertThat(subject().state()).isEqualTo(CaseState.READY);
    }
  }

  @Test
  void a_case_that_was_withdrawn_goes_on_waiting_when_its_withdrawal_is_delivered() {
    saveCase(2, CaseState.AWAITING_REPORT);
    journal.transact(
        open -> open.append(EntryDraft.of(EntryKind.CASE_WITHDRAWN, CASE + "#2", Map.of())));
    Entry withdrawal = resultsReady(2, "fhir");
    try (MoodyFhirServer peer = new MoodyFhirServer(new FhirMemory())) {
      delivery(peer.base()).deliver(withdrawal);

      assertThat(subject().state()).isEqualTo(CaseState.AWAITING_REPORT);
    }
  }

  private static long posts(MoodyFhirServer peer) {
    return peer.heard().stream().filter(heard -> heard.method().equals("POST")).count();
  }
}
