package org.diptych.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.fhir.client.Authorization;
import org.diptych.fhir.client.FhirServerSettings;
import org.diptych.fhir.client.MoodyFhirServer;
import org.diptych.fhir.client.MoodyFhirServer.Mood;
import org.diptych.fhir.source.Fetched;
import org.diptych.fhir.source.SourceServer;
import org.diptych.fhir.source.SourceServers;
import org.diptych.fhir.source.SourceTerms;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.RetryTime;
import org.diptych.study.MovingClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that say when they want to be asked again. */
class SourceRetryTest {
  private static final Mood R4 =
      MoodyFhirServer.json(
          200, "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}");

  @TempDir Path data;
  private final MovingClock clock = MovingClock.at("2026-03-01T09:00:00Z");

  private void waitsTwoMinutes(MoodyFhirServer server, URI images, String place) throws Exception {
    try (ListeningEngine engine =
        new ListeningEngine(
            data,
            clock,
            SourceConfigs.one(server.base(), FhirSourcesConfig.Way.AUTO, List.of("Patient")),
            SourceConfigs.images(images),
            20)) {
      Entry announced =
          engine.journal.transact(
              open ->
                  open.entries()
                      .find(
                          open.append(
                                  EntryDraft.of(
                                      EntryKind.RESOURCE_ANNOUNCED,
                                      "k",
                                      Map.of("source", "ris", "place", place)))
                              .entryId())
                      .orElseThrow());

      assertThatThrownBy(() -> engine.intake.fetch(announced))
          .isInstanceOf(SourceUnavailable.class)
          .isInstanceOfSatisfying(
              RetryTime.class,
              thrown ->
                  assertThat(thrown.notBefore())
                      .isEqualTo(clock.instant().plus(Duration.ofMinutes(2))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void a_resource_is_not_fetched_before_its_server_wants_it(int status) throws Exception {
    Mood busy = MoodyFhirServer.json(status, "{}").with("Retry-After", "120");
    try (MoodyFhirServer server = new MoodyFhirServer(R4, busy)) {
      waitsTwoMinutes(server, URI.create("http://127.0.0.1:1/"), "Patient/p1");
    }
  }

  @Test
  void a_server_that_named_a_time_is_asked_for_nothing_else_before() throws Exception {
    Mood busy = MoodyFhirServer.json(503, "{}").with("Retry-After", "120");
    Mood patient =
        MoodyFhirServer.json(
            200, "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"meta\":{\"versionId\":\"1\"}}");
    try (MoodyFhirServer server = new MoodyFhirServer(R4, busy, patient)) {
      SourceServer source =
          new SourceServers(FhirR4.lenient(), clock)
              .open(
                  "ris",
                  new FhirServerSettings(
                      server.base(), null, Duration.ofSeconds(2), Duration.ofSeconds(5)),
                  Authorization.fixed(null),
                  new SourceTerms(new IdentifierSystems(Map.of()), "p", "a", "o", ZoneOffset.UTC));
      Instant named = clock.instant().plus(Duration.ofMinutes(2));
      assertThat(source.fetch("Patient/p1"))
          .isEqualTo(new Fetched.Unavailable(503, "HTTP status", named));

      assertThat(source.fetch("Patient/p2"))
          .isEqualTo(new Fetched.Unavailable(0, "asked to wait", named));

      assertThat(server.heard()).hasSize(2);
      clock.advance(Duration.ofMinutes(2));
      assertThat(source.fetch("Patient/p2")).isInstanceOf(Fetched.Found.class);
    }
  }

  @Test
  void what_a_resource_refers_to_is_not_fetched_before_either() throws Exception {
    Mood report =
        MoodyFhirServer.json(
            200,
            """
            {"resourceType":"DiagnosticReport","id":"r1","status":"final","code":{"text":"x"},
             "meta":{"versionId":"1"},"conclusion":"Clear.","subject":{"reference":"Patient/p1"}}
            """);
    Mood busy = MoodyFhirServer.json(503, "{}").with("Retry-After", "120");
    try (MoodyFhirServer server = new MoodyFhirServer(R4, report, busy)) {
      waitsTwoMinutes(server, URI.create("http://127.0.0.1:1/"), "DiagnosticReport/r1");
    }
  }

  @Test
  void images_are_not_fetched_before_their_archive_wants_it() throws Exception {
    Mood busy = MoodyFhirServer.json(503, "{}").with("Retry-After", "120");
    try (MoodyFhirServer archive = new MoodyFhirServer(busy);
        MoodyFhirServer server = new MoodyFhirServer(R4, study(archive.base()))) {
      waitsTwoMinutes(server, archive.base(), "ImagingStudy/i1");
    }
  }

  private static Mood study(URI archive) {
    return MoodyFhirServer.json(
        200,
        """
        {"resourceType":"ImagingStudy","id":"i1","status":"available","meta":{"versionId":"1"},
         "contained":[{"resourceType":"Endpoint","id":"e1","status":"active",
           "connectionType":{"code":"dicom-wado-rs"},"address":"%s"}],
         "endpoint":[{"reference":"#e1"}],"subject":{"reference":"Patient/p1"},
         "identifier":[{"system":"urn:dicom:uid","value":"urn:oid:1.2.3"}]}
        """
            .formatted(archive));
  }
}
