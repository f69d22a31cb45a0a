package org.diptych.fhir.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The definitions in {@code fhir-profiles} are those that the engine validates with. After a wanted
 * change run with {@code -Ddiptych.write-examples=true} and read the difference.
 */
class PublishedDefinitionsTest {
  private static final Path PROFILES = Path.of("fhir-profiles");
  private static final FhirContext R4 = FhirContext.forR4Cached();

  @TestFactory
  Stream<DynamicTest> a_definition_is_published_as_the_engine_has_it() throws IOException {
    return published().stream()
        .map(definition -> DynamicTest.dynamicTest(name(definition), () -> check(definition)));
  }

  @TestFactory
  Stream<DynamicTest> everything_published_is_valid() throws IOException {
    return published().stream()
        .map(
            definition ->
                DynamicTest.dynamicTest(
                    name(definition), () -> assertThat(errors(definition)).isEmpty()));
  }

  @Test
  void nothing_else_is_published() throws IOException {
    try (Stream<Path> files = Files.list(PROFILES.resolve("definitions"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              published().stream().map(PublishedDefinitionsTest::name).toList());
    }
  }

  /** The validator has no definitions of R5's elements as extensions, which topics are made of. */
  private static List<String> errors(Resource definition) {
    return SharedValidator.get().errors(definition).stream()
        .filter(
            error ->
                !(error.contains(Topics.R5) && error.endsWith("Extension_EXT_Version_Invalid")))
        .toList();
  }

  private static List<Resource> published() throws IOException {
    return Definitions.published(Definitions.examples(R4, PROFILES.resolve("examples")));
  }

  private static void check(Resource definition) throws IOException {
    Path file = PROFILES.resolve("definitions").resolve(name(definition));
    String json = R4.newJsonParser().setPrettyPrint(true).encodeResourceToString(definition) + "\n";
    if (Boolean.getBoolean("diptych.write-examples")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, json);
    }
    assertThat(file).hasContent(json);
  }

  private static String name(Resource definition) {
    return definition.fhirType() + "-" + definition.getIdPart() + ".json";
  }
}
