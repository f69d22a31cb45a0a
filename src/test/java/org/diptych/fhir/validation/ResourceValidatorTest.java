package org.diptych.fhir.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The one validator knows R4, our profiles and the marks of AI authorship. */
class ResourceValidatorTest {
  private final ResourceValidator validator = SharedValidator.get();

  @Test
  void a_valid_resource_has_no_errors() {
    Patient patient = new Patient().setBirthDateElement(new DateType("1961-04-09"));

    assertThat(validator.errors(patient)).isEmpty();
  }

  @Test
  void the_label_aiast_is_known() {
    Patient patient = new Patient();
    patient.getMeta().addSecurity(new Coding(Foreign.V3_OBSERVATION_VALUE, "AIAST", null));

    assertThat(validator.errors(patient)).isEmpty();
  }

  @Test
  void an_error_is_told_by_place_and_key_without_what_the_resource_says() {
    Patient patient = new Patient();
    patient.getMeta().addProfile(Canonical.PATIENT);
    patient.addName().setFamily("Canary");

    assertThat(validator.errors(patient))
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error).doesNotContain("Canary"))
        .anyMatch(error -> error.contains("diptych-identifier-1"));
    assertThat(validator.validate(patient).getIssue())
        .anyMatch(issue -> issue.getSeverity() == IssueSeverity.ERROR);
  }

  @Test
  void a_profile_that_nobody_defines_is_an_error() {
    Observation observation = new Observation();
    observation.getMeta().addProfile("http://diptych.org/fhir/StructureDefinition/no-such");

    assertThat(validator.errors(observation)).anyMatch(error -> error.contains("meta.profile"));
  }

  @TestFactory
  Stream<DynamicTest> every_definition_is_valid() {
    List<Resource> definitions = Definitions.ours();
    return definitions.stream()
        .map(
            definition ->
                DynamicTest.dynamicTest(
                    definition.fhirType() + "/" + definition.getId(),
                    () -> assertThat(validator.errors(definition)).isEmpty()));
  }

  @Test
  void there_is_a_profile_for_each_canonical_that_results_carry() {
    assertThat(Definitions.ours()).filteredOn(StructureDefinition.class::isInstance).hasSize(9);
  }
}
