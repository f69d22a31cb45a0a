package org.diptych.fhir.validation;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;

/** Everything the implementation guide defines. */
final class Definitions {
  private Definitions() {}

  /** The definitions that a validator needs. */
  static List<Resource> ours() {
    List<Resource> all = new ArrayList<>(Profiles.all());
    all.addAll(Terminology.all());
    return all;
  }

  /** Everything that is published: the definitions, the requirements, the topics and the guide. */
  static List<Resource> published(Map<String, Resource> examples) {
    List<Resource> all = new ArrayList<>(ours());
    all.addAll(Requirements.all());
    all.addAll(Topics.all());
    all.add(Guide.of(all, examples));
    return all;
  }

  /** The examples in a directory by the name of their files, without the ending; each has an id. */
  static Map<String, Resource> examples(FhirContext context, Path directory) throws IOException {
    Map<String, Resource> examples = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.filter(file -> file.toString().endsWith(".json")).toList();
    }
    for (Path each : files) {
      String file = each.getFileName().toString();
      String name = file.substring(0, file.length() - ".json".length());
      Resource example = (Resource) context.newJsonParser().parseResource(Files.readString(each));
      if (!example.hasId()) {
        // The engine writes without ids; a package wants one of everything.
        example.setId(name);
      }
      examples.put(name, example);
    }
    return examples;
  }
}
