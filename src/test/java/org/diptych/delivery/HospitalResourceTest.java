package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.Random;
import org.diptych.fhir.FhirR4;
import org.junit.jupiter.api.Test;

/** What a site may let us create is configured by name. */
class HospitalResourceTest {
  private static final String URL = "https://fhir.example/r4";

  @Test
  void a_site_names_what_may_be_created_on_its_server() {
    assertThat(mayCreate(Map.of("url", URL, "create", "patient,imaging-study")))
        .containsExactlyInAnyOrder(HospitalResource.PATIENT, HospitalResource.IMAGING_STUDY);
  }

  @Test
  void nothing_is_created_on_a_server_whose_site_names_nothing() {
    assertThat(mayCreate(Map.of("url", URL))).isEmpty();
  }

  @Test
  void everything_is_created_in_the_embedded_repository() {
    assertThat(mayCreate(Map.of())).containsExactlyInAnyOrder(HospitalResource.values());
  }

  private static Iterable<HospitalResource> mayCreate(Map<String, String> said) {
    return new FhirDestination(
            FhirR4.lenient(), Destinations.with(said), Clock.systemUTC(), new Random(1))
        .mayCreate();
  }
}
