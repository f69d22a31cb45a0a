package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples of {@code fhir-profiles} are what the engine writes today. After a wanted change run
 * with {@code -Ddiptych.write-examples=true} and read the difference.
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("fhir-profiles", "examples");

  @TestFactory
  Stream<DynamicTest> an_example_is_what_the_engine_writes() {
    return examples().entrySet().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getKey(), () -> check(example.getKey(), example.getValue())));
  }

  @Test
  void there_is_no_other_example() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(examples().keySet());
    }
  }

  private static void check(String name, Resource written) throws IOException {
    Path file = EXAMPLES.resolve(name);
    String json = ResultBundleTest.json(written) + "\n";
    if (Boolean.getBoolean("diptych.write-examples")) {
      Files.writeString(file, json);
    }
    assertThat(file).hasContent(json);
  }

  private static Map<String, Resource> examples() {
    Map<String, Resource> examples = new LinkedHashMap<>();
    Bundle read = ResultBundleTest.bundle(Readings.reading());
    examples.put("Bundle-transaction.json", read);
    for (BundleEntryComponent entry : read.getEntry()) {
      examples.put(name(entry.getResource()), entry.getResource());
    }
    Bundle discordant = ResultBundleTest.bundle(Readings.discordant());
    examples.put("DetectedIssue.json", ResultBundleTest.only(discordant, DetectedIssue.class));
    Bundle abstained =
        ResultBundleTest.bundle(
            Readings.reading(Readings.abstained(1, "the image is not a chest radiograph")));
    List<BundleEntryComponent> entries = abstained.getEntry();
    entries.stream()
        .map(BundleEntryComponent::getResource)
        .filter(resource -> resource.fhirType().equals("DiagnosticReport"))
        .forEach(report -> examples.put("DiagnosticReport-abstained.json", report));
    examples.values().forEach(ExamplesTest::withoutPdf);
    return examples;
  }

  /** How a PDF is compressed differs between Java platforms; PresentedFormsTest looks at it. */
  private static void withoutPdf(Resource example) {
    if (example instanceof Bundle bundle) {
      bundle.getEntry().forEach(entry -> withoutPdf(entry.getResource()));
    }
    if (example instanceof DiagnosticReport report) {
      report.getPresentedForm().removeIf(form -> form.getContentType().equals("application/pdf"));
    }
  }

  private static String name(Resource resource) {
    if (resource instanceof Observation observation) {
      String presence =
          observation.getValueCodeableConcept().getCodingFirstRep().getDisplay().toLowerCase();
      return "Observation-" + presence + ".json";
    }
    return resource.fhirType() + ".json";
  }
}
