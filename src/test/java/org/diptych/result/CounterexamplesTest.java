package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.diptych.fhir.validation.SharedValidator;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each counterexample of {@code fhir-profiles} differs from an example in what its name states, and
 * the validator finds that and nothing else.
 */
class CounterexamplesTest {
  private static final FhirContext R4 = FhirContext.forR4Cached();
  private static final Path EXAMPLES = Path.of("fhir-profiles", "examples");
  private static final Path COUNTEREXAMPLES = Path.of("fhir-profiles", "counterexamples");
  private static final String TOO_FEW = "Validation_VAL_Profile_Minimum";
  private static final String TOO_MANY = "Validation_VAL_Profile_Maximum";

  private final Map<String, Counterexample> all = new LinkedHashMap<>();

  /** How it is made, and what every error found in it must contain. */
  private record Counterexample(String example, Consumer<Resource> spoil, List<String> reason) {}

  CounterexamplesTest() {
    reports();
    observations();
    others();
  }

  private void reports() {
    this.<DiagnosticReport>of(
        "DiagnosticReport-status-is-final",
        "DiagnosticReport",
        report -> report.setStatus(DiagnosticReportStatus.FINAL),
        "diptych-status-1");
    this.<DiagnosticReport>of(
        "DiagnosticReport-has-a-results-interpreter",
        "DiagnosticReport",
        report -> report.addResultsInterpreter(new Reference("Practitioner/1")),
        "DiagnosticReport " + TOO_MANY);
    this.<DiagnosticReport>of(
        "DiagnosticReport-has-a-performer",
        "DiagnosticReport",
        report -> report.addPerformer(new Reference("Organization/1")),
        "DiagnosticReport " + TOO_MANY);
    this.<DiagnosticReport>of(
        "DiagnosticReport-is-not-labelled-aiast",
        "DiagnosticReport",
        report -> report.getMeta().setSecurity(null),
        "diptych-aiast-1");
    this.<DiagnosticReport>of(
        "DiagnosticReport-has-no-loinc-18748-4",
        "DiagnosticReport",
        report -> report.getCode().getCoding().removeIf(c -> c.getCode().equals("18748-4")),
        "diptych-code-1");
    this.<DiagnosticReport>of(
        "DiagnosticReport-has-no-html-form",
        "DiagnosticReport",
        report -> report.getPresentedForm().forEach(form -> form.setContentType("text/plain")),
        "diptych-form-1");
    this.<DiagnosticReport>of(
        "DiagnosticReport-has-no-result-identifier",
        "DiagnosticReport",
        report -> report.getIdentifierFirstRep().setSystem("urn:hospital:report"),
        "diptych-result-1");
  }

  private void observations() {
    this.<Observation>of(
        "Observation-status-is-final",
        "Observation-present",
        observation -> observation.setStatus(ObservationStatus.FINAL),
        "diptych-status-1");
    this.<Observation>of(
        "Observation-has-no-confidence",
        "Observation-present",
        observation -> observation.setExtension(null),
        "diptych-confidence-1");
    this.<Observation>of(
        "Observation-confidence-is-above-one",
        "Observation-present",
        observation -> observation.getExtension().get(0).setValue(new DecimalType("1.5")),
        "diptych-confidence-1");
    this.<Observation>of(
        "Observation-has-no-device",
        "Observation-present",
        observation -> observation.setDevice(null),
        "Observation " + TOO_FEW);
    this.<Observation>of(
        "Observation-has-no-method",
        "Observation-present",
        observation -> observation.setMethod(null),
        "Observation " + TOO_FEW);
    this.<Observation>of(
        "Observation-box-names-no-instance",
        "Observation-present",
        observation ->
            observation
                .getComponent()
                .removeIf(
                    part -> part.getCode().getCodingFirstRep().getCode().equals("box-instance")),
        "diptych-box-1");
    this.<Observation>of(
        "Observation-value-is-neither-present-nor-absent",
        "Observation-present",
        observation ->
            observation.setValue(
                new CodeableConcept(new Coding("http://snomed.info/sct", "373068000", null))),
        "Observation.value");
  }

  private void others() {
    this.<Device>of(
        "Device-is-no-artificial-intelligence",
        "Device",
        device -> device.getType().getCodingFirstRep().setCode("Deep-Learning-Models"),
        "Device.type");
    this.<Device>of(
        "Device-has-no-version", "Device", device -> device.setVersion(null), "Device " + TOO_FEW);
    this.<Provenance>of(
        "Provenance-agent-is-no-artificial-intelligence",
        "Provenance",
        provenance ->
            provenance
                .getAgentFirstRep()
                .getRoleFirstRep()
                .getCodingFirstRep()
                .setCode("Deep-Learning-Models"),
        "diptych-agent-1");
    this.<Provenance>of(
        "Provenance-has-no-reason",
        "Provenance",
        provenance -> provenance.setReason(null),
        "Provenance " + TOO_FEW);
    this.<DocumentReference>of(
        "DocumentReference-has-no-hash",
        "DocumentReference",
        card -> card.getContentFirstRep().getAttachment().setHash(null),
        "diptych-card-1");
    this.<DetectedIssue>of(
        "DetectedIssue-has-no-evidence",
        "DetectedIssue",
        issue -> issue.setEvidence(null),
        "DetectedIssue " + TOO_FEW);
    this.<Patient>of(
        "Patient-has-no-identifier",
        "Patient",
        patient -> patient.setIdentifier(null),
        "diptych-identifier-1");
    this.<ServiceRequest>of(
        "ServiceRequest-is-a-plan",
        "ServiceRequest",
        order -> order.setIntent(ServiceRequest.ServiceRequestIntent.PLAN),
        "ServiceRequest.intent");
    this.<ImagingStudy>of(
        "ImagingStudy-has-no-study-instance-uid",
        "ImagingStudy",
        study -> study.getIdentifier().removeIf(i -> "urn:dicom:uid".equals(i.getSystem())),
        "diptych-study-1");
  }

  @TestFactory
  Stream<DynamicTest> a_counterexample_fails_for_the_reason_its_name_states_and_no_other() {
    return all.keySet().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  @Test
  void there_is_no_other_counterexample() throws IOException {
    try (Stream<Path> files = Files.list(COUNTEREXAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              all.keySet().stream().map(name -> name + ".json").toList());
    }
  }

  @TestFactory
  Stream<DynamicTest> every_example_passes() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> assertThat(SharedValidator.get().errors(read(file))).isEmpty()))
          .toList()
          .stream();
    }
  }

  private void check(String name) throws IOException {
    Counterexample counterexample = all.get(name);
    Resource spoilt = read(EXAMPLES.resolve(counterexample.example() + ".json"));
    counterexample.spoil().accept(spoilt);
    Path file = COUNTEREXAMPLES.resolve(name + ".json");
    String json = ResultBundleTest.json(spoilt) + "\n";
    if (Boolean.getBoolean("diptych.write-examples")) {
      Files.createDirectories(COUNTEREXAMPLES);
      Files.writeString(file, json);
    }
    assertThat(file).hasContent(json);

    assertThat(SharedValidator.get().errors(read(file)))
        .isNotEmpty()
        .allSatisfy(
            error -> assertThat(counterexample.reason()).anyMatch(part -> error.contains(part)));
  }

  private static Resource read(Path file) throws IOException {
    return (Resource) R4.newJsonParser().parseResource(Files.readString(file));
  }

  @SuppressWarnings("unchecked")
  private <T extends Resource> void of(
      String name, String example, Consumer<T> spoil, String... reason) {
    all.put(
        name, new Counterexample(example, resource -> spoil.accept((T) resource), List.of(reason)));
  }
}
