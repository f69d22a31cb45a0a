package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.diptych.fhir.FhirR4;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The official R4 examples go in and come out the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesTest {
  private static final Path SAMPLES = Path.of("..", "shared", "data", "fhir", "r4");

  private final FhirContext context = FhirR4.lenient();
  private RepositoryServer server;
  private IGenericClient client;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(Files.isDirectory(SAMPLES), "the shared samples are not here");
    server = RepositoryServer.over(Databases.h2());
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    client = context.newRestfulGenericClient(server.base());
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void every_sample_of_a_held_type_is_stored_read_back_equal_and_found() throws Exception {
    List<Resource> samples;
    try (var files = Files.list(SAMPLES)) {
      samples =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .filter(file -> ResourceTypes.named(typeOf(file)).isPresent())
              .sorted()
              .map(this::read)
              .toList();
    }
    assertThat(samples).hasSizeGreaterThan(40);
    for (Resource sample : samples) {
      String id = sample.getIdElement().getIdPart();
      var outcome = client.update().resource(sample.copy()).execute();
      assertThat(outcome.getCreated()).as(sample.fhirType() + "/" + id).isTrue();
      IBaseResource kept = client.read().resource(sample.getClass()).withId(id).execute();
      assertThat(text(kept)).as(sample.fhirType() + "/" + id).isEqualTo(text(sample));
      for (Identifier identifier : identifiers(sample)) {
        assertThat(found(sample.fhirType(), identifier)).contains(id);
      }
      assertThat(client.update().resource(sample.copy()).execute().getId().getVersionIdPart())
          .isEqualTo("1");
    }
  }

  private static String typeOf(Path file) {
    return file.getFileName().toString().replaceAll("-.*", "");
  }

  private Resource read(Path file) {
    try {
      return (Resource) context.newJsonParser().parseResource(Files.readString(file));
    } catch (java.io.IOException gone) {
      throw new java.io.UncheckedIOException(gone);
    }
  }

  private String text(IBaseResource resource) {
    Resource plain = ((Resource) resource).copy();
    plain.setId(new IdType(plain.fhirType(), resource.getIdElement().getIdPart()));
    plain.getMeta().setVersionId(null).setLastUpdated(null);
    return context.newJsonParser().encodeResourceToString(plain);
  }

  private static List<Identifier> identifiers(Resource sample) {
    Property property = sample.getNamedProperty("identifier");
    return property == null
        ? List.of()
        : property.getValues().stream()
            .map(Identifier.class::cast)
            .filter(Identifier::hasValue)
            .toList();
  }

  private List<String> found(String type, Identifier identifier) {
    Bundle bundle =
        client
            .search()
            .forResource(type)
            .where(
                new ca.uhn.fhir.rest.gclient.TokenClientParam("identifier")
                    .exactly()
                    .systemAndCode(identifier.getSystem(), identifier.getValue()))
            .returnBundle(Bundle.class)
            .execute();
    return bundle.getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().getIdPart())
        .toList();
  }
}
