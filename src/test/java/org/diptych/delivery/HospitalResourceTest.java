package org.diptych.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
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
    Map<String, String> properties = new HashMap<>();
    said.forEach((key, value) -> properties.put("diptych.fhir." + key, value));
    FhirDestinationConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(FhirDestinationConfig.class)
            .withValidateUnknown(false)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(FhirDestinationConfig.class);
    return new FhirDestination(FhirR4.lenient(), config).mayCreate();
  }
}
