package org.diptych.model;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries out one run of a comparison: trains, from where an interrupted run stopped, measures, and
 * leaves one JSON file.
 */
public final class TrainingRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ComparedSet set;
  private final RunPlan plan;
  private final Path data;
  private final Path output;
  private final Consumer<String> progress;

  private TrainingRun(RunPlan plan, Path data, Path output, Consumer<String> progress) {
    this.set = ComparedSet.named(plan.set());
    this.plan = plan;
    this.data = data;
    this.output = output;
    this.progress = progress;
  }

  /**
   * Runs the plan of a file.
   *
   * @param data the directory the sets are in
   * @param output where {@code id.json} is written, with {@code id} the plan's
   */
  public static void run(
      Path plan, Path data, Path output, String device, Consumer<String> progress)
      throws IOException {
    new TrainingRun(RunPlan.read(plan), data, output, progress).run(device);
  }

  static Path result(Path output, RunPlan plan) {
    return output.resolve("results").resolve(plan.id() + ".json");
  }

  private void run(String device) throws IOException {
    TrainingConfig config = plan.configure(set.configuration());
    List<Example> rows = config.rows(data);
    RowSplit split =
        plan.fold() < 0
            ? RowSplit.given()
            : RowSplit.fold(rows, plan.folds(), plan.fold(), ComparedSet.FOLD_SEED);
    Path place = output.resolve("packages").resolve(plan.id());
    long begun = System.nanoTime();
    PackageTraining training =
        new PackageTraining(config, data, set.phantomReports(), progress).splitting(split);
    training.run(place, device, true);
    double seconds = (System.nanoTime() - begun) / 1e9;
    ObjectNode result = JSON.createObjectNode();
    result.set("plan", JSON.valueToTree(plan));
    result.put("engine", Engine.getInstance().getVersion()).put("device", device);
    result.put("seconds", seconds).put("samplesPerSecond", training.samplesPerSecond());
    String tested = plan.purpose().equals("search") ? "val" : "test";
    List<Example> test = rows.stream().filter(row -> split.of(row).equals(tested)).toList();
    try (ModelPackage model = ModelPackage.load(place.toString(), device)) {
      for (ComparedSet.View view : set.views()) {
        measure(model, view, test, result);
      }
      if (Architecture.named(plan.system()).judgesAgreement() && !tested.equals("val")) {
        result.set("discordance", new Discordance(model).run(test));
      }
    }
    Files.createDirectories(result(output, plan).getParent());
    Path part = output.resolve("results").resolve(plan.id() + ".part");
    JSON.writeValue(part.toFile(), result);
    Files.move(part, result(output, plan));
  }

  private void measure(
      ModelPackage model, ComparedSet.View view, List<Example> test, ObjectNode result)
      throws IOException {
    Architecture system = Architecture.named(plan.system());
    boolean can =
        switch (view.mode()) {
          case BOTH -> true;
          case IMAGE -> system.readsImages();
          case REPORT -> system.readsReports();
        };
    if (!can) {
      return;
    }
    Evaluation.Terms terms = new Evaluation.Terms(null, view.mode(), view.hideLabelWords(), 1);
    List<Example> of = test.stream().filter(row -> view.of(row)).toList();
    List<Outcome> outcomes = new Evaluation(model, terms).outcomes(of, line -> {});
    ObjectNode measured = EvaluationResult.of(model, terms, outcomes);
    result.withObject("/views").set(view.name(), measured);
    if (plan.fold() >= 0) {
      ArrayNode kept = result.withObject("/outcomes").putArray(view.name());
      outcomes.forEach(outcome -> kept.add(OutcomeJson.write(outcome)));
      result.set("classes", JSON.valueToTree(model.classes()));
      result.put("exclusive", model.manifest().exclusive());
    }
  }
}
