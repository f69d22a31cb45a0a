package org.diptych.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of a comparison: mean and deviation over seeds, or all folds together. */
final class ComparisonTables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> COLUMNS =
      List.of("accuracy", "recall", "f1", "iou", "dice", "macroAuc", "ece", "bleu4", "rougeL");

  private final ComparedSet set;
  private final Map<String, Double> rates;
  private final List<RunPlan> runs;
  private final Path output;
  private final ObjectNode json = JSON.createObjectNode();
  private final StringBuilder text = new StringBuilder();

  ComparisonTables(ComparedSet set, Map<String, Double> rates, List<RunPlan> runs, Path output) {
    this.set = set;
    this.rates = rates;
    this.runs = runs;
    this.output = output;
  }

  void write() throws IOException {
    json.set("learningRates", JSON.valueToTree(rates));
    for (ComparedSet.View view : set.views()) {
      head(view.name());
      for (String system : systems()) {
        row(view.name(), system, of(system, set.folded() ? "fold" : "seed"), system);
      }
    }
    List<RunPlan> ablations =
        runs.stream().filter(run -> run.purpose().equals("ablation")).toList();
    if (!ablations.isEmpty()) {
      String view = set.views().get(0).name();
      head(view + ", mdlm without");
      for (RunPlan run : ablations) {
        row(view, run.change(), List.of(result(run)), run.change());
      }
    }
    discordance();
    String name = set.name().toLowerCase(Locale.ROOT);
    Files.writeString(output.resolve(name + "-systems.md"), text);
    Files.writeString(output.resolve(name + "-systems.json"), json.toPrettyString());
  }

  private LinkedHashSet<String> systems() {
    LinkedHashSet<String> systems = new LinkedHashSet<>();
    runs.forEach(run -> systems.add(run.system()));
    return systems;
  }

  private List<JsonNode> of(String system, String purpose) throws IOException {
    List<JsonNode> results = new ArrayList<>();
    for (RunPlan run : runs) {
      if (run.system().equals(system) && run.purpose().equals(purpose)) {
        results.add(result(run));
      }
    }
    return results;
  }

  private JsonNode result(RunPlan run) throws IOException {
    return JSON.readTree(TrainingRun.result(output, run).toFile());
  }

  private void head(String title) {
    text.append("\n### ").append(title).append("\n\n| system | n |");
    COLUMNS.forEach(column -> text.append(' ').append(column).append(" |"));
    text.append("\n|---|---:|").append("---:|".repeat(COLUMNS.size())).append('\n');
  }

  private void row(String view, String key, List<JsonNode> results, String name) {
    List<JsonNode> views =
        results.stream()
            .map(result -> result.path("views").path(view))
            .filter(JsonNode::isObject)
            .toList();
    if (views.isEmpty()) {
      return;
    }
    boolean pooled = results.get(0).path("outcomes").has(view);
    JsonNode measured = pooled ? pooled(view, results) : views.get(0);
    text.append("| ").append(name).append(" | ").append(measured.path("n").asInt()).append(" |");
    ObjectNode kept = json.withObject("/views").withObject("/" + escaped(view));
    ObjectNode row = kept.putObject(key);
    for (String column : COLUMNS) {
      text.append(' ');
      text.append(pooled ? interval(measured, column, row) : spread(views, column, row));
      text.append(" |");
    }
    text.append('\n');
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static ObjectNode pooled(String view, List<JsonNode> results) {
    List<Outcome> outcomes = new ArrayList<>();
    results.forEach(
        result ->
            result
                .path("outcomes")
                .path(view)
                .forEach(each -> outcomes.add(OutcomeJson.read(each))));
    List<ClassDefinition> classes =
        JSON.convertValue(results.get(0).get("classes"), new TypeReference<>() {});
    boolean exclusive = results.get(0).path("exclusive").asBoolean();
    return new EvaluationResult(classes, exclusive).written(outcomes);
  }

  private static String interval(JsonNode measured, String column, ObjectNode row) {
    if (!measured.path(column).isNumber()) {
      return "-";
    }
    row.set(column, measured.get(column));
    row.withObject("/intervals").set(column, measured.path("intervals").path(column));
    row.set("perClass", measured.get("perClass"));
    row.set("majorityAccuracy", measured.get("majorityAccuracy"));
    JsonNode range = measured.path("intervals").path(column);
    return "%.3f (%.3f-%.3f)"
        .formatted(
            measured.path(column).asDouble(), range.path(0).asDouble(), range.path(1).asDouble());
  }

  private static String spread(List<JsonNode> views, String column, ObjectNode row) {
    double[] values =
        views.stream()
            .map(view -> view.path(column))
            .filter(JsonNode::isNumber)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    if (values.length == 0) {
      return "-";
    }
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean);
    }
    double deviation = values.length < 2 ? 0 : Math.sqrt(square / (values.length - 1));
    row.putObject(column).put("mean", mean).put("sd", deviation);
    return values.length < 2 ? "%.4f".formatted(mean) : "%.4f ± %.4f".formatted(mean, deviation);
  }

  private void discordance() throws IOException {
    Map<String, double[]> kinds = new LinkedHashMap<>();
    int n = 0;
    for (JsonNode result : of("mdlm", set.folded() ? "fold" : "seed")) {
      JsonNode found = result.path("discordance");
      if (found.path("auc").isNumber()) {
        n += found.path("n").asInt();
        add(kinds, "all", found.path("auc").asDouble());
        add(kinds, "lower end of the interval", found.path("interval").path(0).asDouble());
        add(kinds, "upper end of the interval", found.path("interval").path(1).asDouble());
        add(kinds, "ece", found.path("ece").asDouble());
        found
            .path("perKind")
            .fields()
            .forEachRemaining(e -> add(kinds, e.getKey(), e.getValue().asDouble()));
      }
    }
    if (kinds.isEmpty()) {
      return;
    }
    text.append("\n### discordance, mdlm, mean over runs, ").append(n).append(" pairs\n\n");
    text.append("| contradiction | AUC |\n|---|---:|\n");
    ObjectNode kept = json.putObject("discordance");
    kinds.forEach(
        (kind, sum) -> {
          kept.put(kind, sum[0] / sum[1]);
          text.append("| %s | %.4f |%n".formatted(kind, sum[0] / sum[1]));
        });
  }

  private static void add(Map<String, double[]> kinds, String kind, double value) {
    double[] sum = kinds.computeIfAbsent(kind, any -> new double[2]);
    sum[0] += value;
    sum[1]++;
  }
}
