package org.diptych.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierSystemsTest {
  private final IdentifierSystems systems =
      new IdentifierSystems(Map.of("NORTH", "https://north.example/mrn"));

  @ParameterizedTest
  @CsvSource({
    "2.16.840.1.113883.19.5, urn:oid:2.16.840.1.113883.19.5",
    "HOSP&2.16.840.1.113883.19.5&ISO, urn:oid:2.16.840.1.113883.19.5",
    "&2.16.840.1.113883.19.5&ISO, urn:oid:2.16.840.1.113883.19.5",
    "X&C0FFEE00-0000-4000-8000-000000000001&UUID, urn:uuid:c0ffee00-0000-4000-8000-000000000001",
    "https://hospital.example/mrn, https://hospital.example/mrn",
    "X&https://hospital.example/mrn&URI, https://hospital.example/mrn",
    "NORTH, https://north.example/mrn",
    "NORTH&1.2.3&ISO, https://north.example/mrn",
    "St. Mary, urn:diptych:issuer:St.%20Mary",
    "HOSP, urn:diptych:issuer:HOSP",
  })
  void an_issuer_becomes_a_uri(String issuer, String system) {
    assertThat(systems.of(issuer, "urn:default")).isEqualTo(system);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void without_an_issuer_the_default_stands(String issuer) {
    assertThat(systems.of(issuer, "urn:default")).isEqualTo("urn:default");
  }

  @ParameterizedTest
  @CsvSource({
    "https://north.example/mrn, NORTH",
    "urn:oid:2.16.840.1.113883.19.5, 2.16.840.1.113883.19.5",
    "urn:diptych:issuer:St.%20Mary, St. Mary",
    "https://elsewhere.example/mrn, https://elsewhere.example/mrn",
  })
  void a_system_leads_back_to_its_issuer(String system, String issuer) {
    assertThat(systems.issuer(system, "urn:default")).isEqualTo(issuer);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "urn:default"})
  void what_has_no_system_of_its_own_has_no_issuer(String system) {
    assertThat(systems.issuer(system, "urn:default")).isNull();
  }
}
