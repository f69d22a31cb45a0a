package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes as JSON, so that the folds of a cross-validation can be measured together. */
final class OutcomeJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OutcomeJson() {}

  static ObjectNode write(Outcome outcome) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", outcome.example().id()).put("patient", outcome.example().patient());
    json.set("probabilities", JSON.valueToTree(outcome.probabilities()));
    json.set("present", JSON.valueToTree(outcome.present()));
    json.set("truth", JSON.valueToTree(outcome.truth()));
    json.put("iou", outcome.iou()).put("dice", outcome.dice());
    json.put("said", outcome.said()).put("described", outcome.described());
    json.put("refused", outcome.refused());
    return json;
  }

  static Outcome read(JsonNode json) {
    return new Outcome(
        row(json.path("id").asText(), json.path("patient").asText()),
        JSON.convertValue(json.get("probabilities"), double[].class),
        JSON.convertValue(json.get("present"), boolean[].class),
        JSON.convertValue(json.get("truth"), boolean[].class),
        number(json.get("iou")),
        number(json.get("dice")),
        text(json.get("said")),
        text(json.get("described")),
        json.path("refused").asBoolean());
  }

  /** Of the row only its group counts any more. */
  static Example row(String id, String patient) {
    return new Example(
        id,
        "",
        patient,
        "",
        Path.of(""),
        "",
        "",
        "",
        "",
        List.of(),
        List.of(),
        null,
        true,
        "",
        "",
        null,
        null);
  }

  private static @Nullable Double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : null;
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() ? value.asText() : null;
  }
}
