package org.diptych.fhir.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package is read by the reader that validators and servers use. */
class GuidePackageTest {
  private static final Path PROFILES = Path.of("fhir-profiles");

  @TempDir static Path directory;
  private static Path file;
  private static NpmPackage read;

  @BeforeAll
  static void build() throws IOException {
    file = directory.resolve("made").resolve("package.tgz");
    GuidePackage.main(new String[] {PROFILES.toString(), file.toString()});
    try (InputStream in = Files.newInputStream(file)) {
      read = NpmPackage.fromPackage(in);
    }
  }

  @Test
  void it_says_its_name_version_and_release_of_fhir() {
    assertThat(read.name()).isEqualTo("org.diptych.fhir");
    assertThat(read.version()).isEqualTo("0.1.0");
    assertThat(read.fhirVersion()).isEqualTo("4.0.1");
    assertThat(read.canonical()).isEqualTo("http://diptych.org/fhir");
    assertThat(read.dependencies()).containsExactly("hl7.fhir.r4.core#4.0.1");
  }

  @Test
  void its_index_lists_every_definition() throws IOException {
    assertThat(read.listResources("StructureDefinition")).hasSize(9);
    assertThat(read.listResources("ValueSet")).hasSize(4);
    assertThat(read.listResources("CodeSystem")).hasSize(3);
    assertThat(read.listResources("CapabilityStatement")).hasSize(2);
    assertThat(read.listResources("Basic")).hasSize(6);
    assertThat(read.listResources("ImplementationGuide")).hasSize(1);
  }

  @Test
  void its_profiles_carry_their_snapshots() throws IOException {
    String json =
        new String(
            read.loadResource("StructureDefinition-diptych-draft-report.json").readAllBytes(),
            StandardCharsets.UTF_8);
    StructureDefinition profile =
        FhirContext.forR4Cached().newJsonParser().parseResource(StructureDefinition.class, json);

    assertThat(profile.getSnapshot().getElement())
        .filteredOn(element -> element.getPath().equals("DiagnosticReport.resultsInterpreter"))
        .extracting(element -> element.getMax())
        .containsExactly("0");
  }

  @Test
  void it_brings_every_example_and_the_guide_names_each() throws IOException {
    List<String> examples = read.list("example");
    ImplementationGuide guide =
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(
                ImplementationGuide.class,
                read.loadResource("ImplementationGuide-org.diptych.fhir.json"));

    assertThat(examples).contains("DiagnosticReport.json", "Provenance.json");
    assertThat(guide.getDefinition().getResource())
        .extracting(resource -> resource.getReference().getReference())
        .contains(
            "StructureDefinition/diptych-finding",
            "DiagnosticReport/DiagnosticReport",
            "Basic/result-written");
  }

  @Test
  void building_it_again_gives_the_same_bytes() throws IOException {
    Path again = directory.resolve("again.tgz");
    GuidePackage.write(PROFILES, again);

    assertThat(again).hasSameBinaryContentAs(file);
  }
}
