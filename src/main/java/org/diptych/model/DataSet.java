package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a directory that holds a {@code data.jsonl}. */
final class DataSet {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DataSet() {}

  static List<Example> read(Path directory) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("data.jsonl"))) {
      if (!line.isBlank()) {
        examples.add(example(directory, JSON.readTree(line)));
      }
    }
    return examples;
  }

  static LuminanceImage image(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return LuminanceImage.read(in);
    }
  }

  private static Example example(Path directory, JsonNode row) {
    List<String> labels = new ArrayList<>();
    row.path("labels").forEach(label -> labels.add(label.asText()));
    List<Example.Box> boxes = new ArrayList<>();
    row.path("boxes")
        .forEach(
            box ->
                boxes.add(
                    new Example.Box(
                        box.path("x").asDouble(),
                        box.path("y").asDouble(),
                        box.path("w").asDouble(),
                        box.path("h").asDouble())));
    String mask = row.path("mask").asText("");
    return new Example(
        row.path("id").asText(),
        row.path("dataset").asText(),
        row.path("patient").asText(),
        row.path("split").asText(),
        directory.resolve(row.path("image").asText()),
        row.path("modality").asText(),
        row.path("body_part").asText(),
        row.path("text").asText(""),
        row.path("text_source").asText(),
        labels,
        boxes,
        mask.isBlank() || mask.equals("null") ? null : directory.resolve(mask),
        row.path("permissive").asBoolean(),
        row.path("licence").asText(),
        row.path("attribution").asText(),
        row.hasNonNull("description") ? row.path("description").asText() : null,
        row.hasNonNull("contradiction") ? contradiction(row.path("contradiction")) : null);
  }

  private static Example.Contradiction contradiction(JsonNode row) {
    return new Example.Contradiction(row.path("kind").asText(), row.path("text").asText());
  }
}
