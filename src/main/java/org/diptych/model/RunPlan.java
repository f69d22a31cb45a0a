package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One training of a comparison and everything that makes it differ from the others.
 *
 * @param id names its files
 * @param purpose {@code search} of a learning rate, {@code seed}, {@code fold} or {@code ablation}
 * @param fold from 0, or -1 for the split the set names
 * @param learningRate instead of the configuration's, or 0
 * @param epochs share of the configuration's epochs
 * @param change what an ablation takes away, {@code field=value} of the configuration, or empty
 */
record RunPlan(
    String id,
    String set,
    String system,
    String purpose,
    int fold,
    int folds,
    long seed,
    double learningRate,
    double epochs,
    String change) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RunPlan read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), RunPlan.class);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
  }

  RunPlan at(double rate) {
    return new RunPlan(id, set, system, purpose, fold, folds, seed, rate, epochs, change);
  }

  /** The configuration of this run. */
  TrainingConfig configure(JsonNode configuration) throws IOException {
    ObjectNode config = configuration.deepCopy();
    ObjectNode network = (ObjectNode) config.get("network");
    config.put("seed", seed);
    int all = config.get("epochs").asInt();
    config.put("epochs", Math.max(1, (int) Math.round(all * epochs)));
    if (learningRate > 0) {
      config.put("learningRate", learningRate);
    }
    for (String each : change.isEmpty() ? new String[0] : change.split(",")) {
      String[] pair = each.split("=", 2);
      ObjectNode owner = network.has(pair[0]) ? network : config;
      owner.set(pair[0], value(pair[1]));
    }
    return JSON.treeToValue(config, TrainingConfig.class).with(Architecture.named(system));
  }

  private static JsonNode value(String text) throws IOException {
    boolean bare = text.matches("true|false|-?[0-9.]+");
    return JSON.readTree(bare ? text : "\"" + text + "\"");
  }
}
