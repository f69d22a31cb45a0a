package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.diptych.model.phantom.PhantomConfig;
import org.diptych.model.phantom.PhantomSet;

/**
 * Compares systems on one set: the same search of the learning rate for each, then seeds or folds,
 * and for the multimodal model what each of its parts is worth. Runs that have left a result are
 * not run again.
 */
public final class Comparison {
  private static final double[] RATES = {0.0007, 0.0015, 0.003};
  private static final double SEARCH_EPOCHS = 0.3;
  private static final int[] PHANTOMS = {6000, 600, 1500};
  private static final List<String> ABLATIONS =
      List.of(
          "fusion=CONCATENATION",
          "fusion=PRODUCT",
          "fusion=GATED",
          "pyramid=false",
          "attention=false",
          "noImage=0,noReport=0");

  /**
   * What is compared.
   *
   * @param set {@code phantom}, {@code busi} or {@code chest}
   * @param repeats seeds of the phantom set, folds of the others
   * @param epochs share of the configured epochs
   * @param rate learning rate of every system, or 0 to search one for each
   */
  public record Terms(
      String set,
      List<String> systems,
      int repeats,
      boolean ablation,
      double epochs,
      double rate) {}

  private final Terms terms;
  private final ComparedSet set;
  private final Path output;
  private final RunPool pool;

  /** Compares; each run is carried out by the pool. */
  public Comparison(Terms terms, Path output, RunPool pool) {
    this.terms = terms;
    this.set = ComparedSet.named(terms.set());
    this.output = output;
    this.pool = pool;
  }

  /** Writes the phantom set of the comparison where it is not there yet. */
  public static void phantoms(Path data, long seed, double difficulty) throws IOException {
    Path directory = data.resolve("phantom");
    if (!Files.exists(directory.resolve("data.jsonl"))) {
      PhantomConfig config = PhantomConfig.of(seed, 96, difficulty);
      PhantomSet.write(directory, config, PHANTOMS[0], PHANTOMS[1], PHANTOMS[2]);
    }
  }

  /** Runs what is not yet done and writes {@code systems.md} and {@code systems.json}. */
  public void run(Consumer<String> progress) throws IOException, InterruptedException {
    Map<String, Double> rates = rates(progress);
    progress.accept("learning rates: " + rates);
    List<RunPlan> runs = new ArrayList<>();
    for (int i = 0; i < terms.repeats(); i++) {
      for (String system : terms.systems()) {
        runs.add(repeat(system, i).at(rates.getOrDefault(system, 0.0)));
      }
    }
    if (terms.ablation()) {
      for (String change : ABLATIONS) {
        runs.add(ablation(change).at(rates.getOrDefault("mdlm", 0.0)));
      }
    }
    pool.run(runs, progress);
    new ComparisonTables(set, rates, runs, output).write();
  }

  private Map<String, Double> rates(Consumer<String> progress)
      throws IOException, InterruptedException {
    if (terms.rate() > 0) {
      Map<String, Double> given = new LinkedHashMap<>();
      terms.systems().forEach(system -> given.put(system, terms.rate()));
      return given;
    }
    List<RunPlan> search = search();
    pool.run(search, progress);
    return chosen(search);
  }

  private List<RunPlan> search() {
    List<RunPlan> plans = new ArrayList<>();
    for (String system : terms.systems()) {
      for (double rate : RATES) {
        String id = name("search", system, String.format(Locale.ROOT, "%.4f", rate));
        double epochs = SEARCH_EPOCHS * terms.epochs();
        plans.add(plan(id, system, "search", set.folded() ? 0 : -1, 100, epochs, "").at(rate));
      }
    }
    return plans;
  }

  private RunPlan repeat(String system, int i) {
    String purpose = set.folded() ? "fold" : "seed";
    String id = name(purpose, system, Integer.toString(i));
    return plan(id, system, purpose, set.folded() ? i : -1, 1 + i, terms.epochs(), "");
  }

  private RunPlan ablation(String change) {
    String id = name("ablation", "mdlm", change.replaceAll("[^A-Za-z0-9]+", "-"));
    return plan(id, "mdlm", "ablation", set.folded() ? 0 : -1, 1, terms.epochs(), change);
  }

  private RunPlan plan(
      String id, String system, String purpose, int fold, long seed, double epochs, String change) {
    return new RunPlan(
        id, terms.set(), system, purpose, fold, terms.repeats(), seed, 0, epochs, change);
  }

  private String name(String purpose, String system, String which) {
    return String.join("-", terms.set(), purpose, system, which);
  }

  /** The rate of each system whose validation accuracy and boxes together are best. */
  private Map<String, Double> chosen(List<RunPlan> search) throws IOException {
    Map<String, Double> rates = new LinkedHashMap<>();
    Map<String, Double> best = new LinkedHashMap<>();
    for (RunPlan plan : search) {
      JsonNode result = new ObjectMapper().readTree(TrainingRun.result(output, plan).toFile());
      JsonNode view = result.path("views").elements().next();
      double score = view.path("accuracy").asDouble() + view.path("iou").asDouble(0) / 2;
      if (score > best.getOrDefault(plan.system(), -1.0)) {
        best.put(plan.system(), score);
        rates.put(plan.system(), plan.learningRate());
      }
    }
    return rates;
  }
}
