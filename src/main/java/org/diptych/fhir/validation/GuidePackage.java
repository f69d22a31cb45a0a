package org.diptych.fhir.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * Builds the implementation guide as the npm-style package that validators and servers load (FHIR
 * Package Specification): {@code package.tgz}, whose profiles carry their snapshots. The same
 * definitions and examples give the same bytes.
 */
public final class GuidePackage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FhirContext context = FhirContext.forR4();
  private final IParser parser = context.newJsonParser().setPrettyPrint(true);
  private final Map<String, byte[]> files = new TreeMap<>();

  private GuidePackage() {}

  /** Arguments: the directory {@code fhir-profiles}, and the file to write. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("which directory has the examples, and which file?");
    }
    write(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  static void write(Path profiles, Path target) throws IOException {
    GuidePackage made = new GuidePackage();
    made.fill(profiles);
    Path directory = target.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    try (OutputStream out = Files.newOutputStream(target)) {
      made.tar(out);
    }
  }

  private void fill(Path profiles) throws IOException {
    Map<String, Resource> examples = Definitions.examples(context, profiles.resolve("examples"));
    IValidationSupport support = snapshots();
    ObjectNode definitions = index();
    for (Resource definition : Definitions.published(examples)) {
      Resource whole =
          definition instanceof StructureDefinition profile
              ? snapshot(support, profile)
              : definition;
      String name = definition.fhirType() + "-" + definition.getIdPart() + ".json";
      put("package/" + name, whole);
      describe(definitions, name, definition);
    }
    files.put("package/.index.json", json(definitions));
    ObjectNode shown = index();
    examples.forEach(
        (name, example) -> {
          put("package/example/" + name + ".json", example);
          describe(shown, name + ".json", example);
        });
    files.put("package/example/.index.json", json(shown));
    files.put("package/package.json", json(manifest()));
    try (Stream<Path> pages = Files.list(profiles)) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        files.put("package/other/" + page.getFileName(), Files.readAllBytes(page));
      }
    }
  }

  private static ObjectNode manifest() {
    ObjectNode manifest = JSON.createObjectNode();
    manifest
        .put("name", Publication.PACKAGE)
        .put("version", Publication.VERSION)
        .put("type", "IG")
        .put("canonical", Canonical.BASE)
        .put("url", Canonical.BASE)
        .put("title", "Diptych")
        .put("description", "What the Diptych engine writes to a FHIR R4 server")
        .put("license", "Apache-2.0")
        .put("author", "Diptych");
    manifest.putArray("fhirVersions").add(Publication.FHIR);
    manifest.putObject("directories").put("lib", "package").put("example", "example");
    // AI Transparency on FHIR is a ballot: a package that asked for it could not be loaded where
    // its registry is not reached. The ImplementationGuide names it.
    manifest.putObject("dependencies").put("hl7.fhir.r4.core", Publication.FHIR);
    return manifest;
  }

  private static ObjectNode index() {
    ObjectNode index = JSON.createObjectNode();
    index.put("index-version", 1).putArray("files");
    return index;
  }

  private void describe(ObjectNode index, String name, Resource resource) {
    ObjectNode file = index.withArray("files").addObject();
    file.put("filename", name).put("resourceType", resource.fhirType());
    if (resource.hasId()) {
      file.put("id", resource.getIdPart());
    }
    if (resource instanceof org.hl7.fhir.r4.model.MetadataResource definition) {
      file.put("url", definition.getUrl()).put("version", definition.getVersion());
    }
    if (resource instanceof StructureDefinition profile) {
      file.put("kind", profile.getKind().toCode()).put("type", profile.getType());
    }
  }

  private IValidationSupport snapshots() {
    return new ValidationSupportChain(
        new DefaultProfileValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context));
  }

  private static Resource snapshot(IValidationSupport support, StructureDefinition profile) {
    return (StructureDefinition)
        support.generateSnapshot(
            new ValidationSupportContext(support),
            profile.copy(),
            profile.getUrl(),
            null,
            profile.getName());
  }

  private void put(String name, Resource resource) {
    files.put(name, parser.encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] json(ObjectNode node) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
  }

  private void tar(OutputStream out) throws IOException {
    try (GzipCompressorOutputStream zipped = new GzipCompressorOutputStream(out);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
  }
}
