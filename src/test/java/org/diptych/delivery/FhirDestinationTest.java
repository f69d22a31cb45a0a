package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.diptych.fhir.client.FhirMemory;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.MoodyFhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirDestinationTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:8080/fhir",
    "0.0.0.0, http://127.0.0.1:8080/fhir",
    "::, http://127.0.0.1:8080/fhir",
    "10.1.2.3, http://10.1.2.3:8080/fhir",
    "fe80::1, http://[fe80::1]:8080/fhir",
    "engine.example, http://engine.example:8080/fhir",
  })
  void the_embedded_repository_is_where_the_engine_listens(String bind, URI base) {
    assertThat(EmbeddedRepository.base(bind, 8080)).isEqualTo(base);
  }

  @Test
  void the_embedded_repository_is_asked_for_its_place_each_time() {
    AtomicReference<URI> place = new AtomicReference<>(URI.create("http://127.0.0.1:1/fhir"));
    FhirDestination destination = destination(Map.of(), place::get);

    FhirServer first = destination.server();
    assertThat(destination.server()).isSameAs(first);
    place.set(URI.create("http://127.0.0.1:2/fhir"));

    assertThat(destination.server().base()).isEqualTo(place.get());
  }

  @Test
  void the_credentials_of_the_configured_server_never_reach_the_embedded_one() {
    try (MoodyFhirServer peer = new MoodyFhirServer(new FhirMemory())) {
      Bundle nothing = new Bundle().setType(Bundle.BundleType.TRANSACTION);
      destination(Map.of("authorization", "Bearer secret"), peer::base).server().transact(nothing);
      destination(
              Map.of("authorization", "Bearer secret", "url", peer.base().toString()), () -> null)
          .server()
          .transact(nothing);

      assertThat(peer.heard())
          .extracting(MoodyFhirServer.Heard::authorization)
          .containsExactly(null, "Bearer secret");
    }
  }

  private static FhirDestination destination(Map<String, String> said, Supplier<URI> embedded) {
    return new FhirDestination(
        R4, Destinations.with(said), Clock.systemUTC(), new Random(1), embedded);
  }
}
