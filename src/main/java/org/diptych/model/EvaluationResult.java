package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What the outcomes of an evaluation come to, with intervals, as JSON. */
final class EvaluationResult {
  private static final int RESAMPLES = 500;
  private static final long SEED = 95;

  private final Measures measures;
  private final List<ClassDefinition> classes;

  EvaluationResult(List<ClassDefinition> classes, boolean exclusive) {
    this.classes = classes;
    this.measures = new Measures(classes, exclusive);
  }

  static ObjectNode of(ModelPackage model, Evaluation.Terms terms, List<Outcome> outcomes) {
    ObjectNode json =
        new EvaluationResult(model.classes(), model.manifest().exclusive()).written(outcomes);
    new EvaluationCurves(model.classes(), model.manifest().exclusive()).write(outcomes, json);
    json.put("mode", terms.mode().name().toLowerCase(Locale.ROOT));
    json.put("hideLabelWords", terms.hideLabelWords());
    json.put("package", model.about().id() + " " + model.about().version());
    json.put("system", model.manifest().network().architecture().label());
    return json;
  }

  /** Of one package, or of the folds of a cross-validation together. */
  ObjectNode written(List<Outcome> outcomes) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("n", outcomes.size());
    measures.of(outcomes).forEach((name, value) -> put(json, name, value));
    put(json, "majorityAccuracy", measures.majority(outcomes));
    json.put("refused", outcomes.stream().filter(Outcome::refused).count());
    ObjectNode perClass = json.putObject("perClass");
    for (int c = 0; c < classes.size(); c++) {
      ObjectNode one = perClass.putObject(classes.get(c).label());
      Map<String, Double> values = measures.ofClass(outcomes, c);
      one.put("n", values.getOrDefault("n", 0.0).intValue());
      values.remove("n");
      values.forEach((name, value) -> put(one, name, value));
    }
    ObjectNode intervals = json.putObject("intervals");
    intervals(outcomes)
        .forEach(
            (name, range) -> {
              ArrayNode both = intervals.putArray(name);
              both.add(rounded(range[0])).add(rounded(range[1]));
            });
    return json;
  }

  private static void put(ObjectNode to, String name, double value) {
    if (Double.isFinite(value)) {
      to.put(name, rounded(value));
    } else {
      to.putNull(name);
    }
  }

  /** To four places, as results are written. */
  static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  /** 95 % intervals of a seeded bootstrap over patients. */
  private Map<String, double[]> intervals(List<Outcome> outcomes) {
    Map<String, List<Outcome>> byPatient = new LinkedHashMap<>();
    for (Outcome each : outcomes) {
      byPatient.computeIfAbsent(each.example().patient(), id -> new ArrayList<>()).add(each);
    }
    List<List<Outcome>> patients = new ArrayList<>(byPatient.values());
    Map<String, List<Double>> drawn = new LinkedHashMap<>();
    Random chance = new Random(SEED);
    for (int k = 0; k < RESAMPLES && !patients.isEmpty(); k++) {
      List<Outcome> sample = new ArrayList<>();
      for (int i = 0; i < patients.size(); i++) {
        sample.addAll(patients.get(chance.nextInt(patients.size())));
      }
      measures
          .of(sample)
          .forEach(
              (name, value) -> {
                if (Double.isFinite(value)) {
                  drawn.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
                }
              });
    }
    Map<String, double[]> intervals = new LinkedHashMap<>();
    drawn.forEach(
        (name, values) -> {
          double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          intervals.put(
              name,
              new double[] {
                sorted[(int) (sorted.length * 0.025)],
                sorted[Math.min(sorted.length - 1, (int) (sorted.length * 0.975))]
              });
        });
    return intervals;
  }
}
