package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures a package on a directory that holds a {@code data.jsonl}. */
public final class Evaluation {
  private static final int RESAMPLES = 500;
  private static final long SEED = 95;

  /**
   * How a package is asked.
   *
   * @param split only rows of it, or null for all
   * @param mode which halves the package is given
   * @param hideLabelWords whether sentences that name a class are taken out of the texts
   * @param beam how many descriptions are followed at once
   */
  public record Terms(
      @Nullable String split, Reading.Mode mode, boolean hideLabelWords, int beam) {}

  private final ModelPackage model;
  private final Terms terms;
  private final Measures measures;

  public Evaluation(ModelPackage model, Terms terms) {
    this.model = model;
    this.terms = terms;
    this.measures = new Measures(model.classes(), model.manifest().exclusive());
  }

  /** Evaluates every labelled row of the package's modality; the result as JSON. */
  public ObjectNode run(Path directory, Consumer<String> progress) throws IOException {
    List<Example> rows =
        DataSet.read(directory).stream()
            .filter(row -> terms.split() == null || row.split().equals(terms.split()))
            .filter(row -> model.about().modalities().contains(row.modality()))
            .filter(row -> !row.labels().isEmpty())
            .toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (Example row : rows) {
      outcomes.add(outcome(row));
      if (outcomes.size() % 50 == 0) {
        progress.accept(outcomes.size() + " of " + rows.size() + " cases read");
      }
    }
    return written(outcomes);
  }

  private Outcome outcome(Example row) throws IOException {
    LuminanceImage image = DataSet.image(row.image());
    String text = terms.hideLabelWords() ? model.hideLabelWords(row.text()) : row.text();
    boolean seen = terms.mode() != Reading.Mode.REPORT;
    boolean told = terms.mode() != Reading.Mode.IMAGE;
    Reading reading = model.readAnyway(seen ? image : null, told ? text : null, terms.beam());
    boolean refused = model.read(seen ? image : null, told ? text : null).abstained() != null;
    int n = model.classes().size();
    double[] p = new double[n];
    boolean[] present = new boolean[n];
    boolean[] truth = new boolean[n];
    boolean answered = !reading.classes().isEmpty();
    for (int c = 0; c < n; c++) {
      p[c] = answered ? reading.classes().get(c).probability() : 1.0 / n;
      present[c] = answered && reading.classes().get(c).present();
      truth[c] = row.labels().contains(model.classes().get(c).label());
    }
    boolean template = row.textSource().equals("template");
    return new Outcome(
        row,
        p,
        present,
        truth,
        seen ? iou(row, reading) : null,
        seen ? dice(row, image, reading) : null,
        template ? reading.description() : null,
        template ? row.text() : null,
        refused);
  }

  /** Against the largest true box; nothing called present is no box and scores 0. */
  private static @Nullable Double iou(Example row, Reading reading) {
    return row.boxes().stream()
        .max(Comparator.comparingDouble(Example.Box::area))
        .map(
            box -> {
              double[] said = reading.box();
              double[] truth = {box.x(), box.y(), box.w(), box.h()};
              return said == null ? 0.0 : Scores.intersectionOverUnion(said, truth);
            })
        .orElse(null);
  }

  /** On the cells of the heat map, where a mask holds a lesion. */
  private static @Nullable Double dice(Example row, LuminanceImage image, Reading reading)
      throws IOException {
    if (row.mask() == null || row.boxes().isEmpty() || reading.heatColumns() == 0) {
      return null;
    }
    int columns = reading.heatColumns();
    int lines = reading.heat().length / columns;
    LuminanceImage mask = DataSet.image(row.mask());
    return Scores.dice(
        PixelPreparation.area(reading.heat(), columns, lines, image.width(), image.height()),
        PixelPreparation.area(
            mask.luminance(), mask.width(), mask.height(), image.width(), image.height()));
  }

  private ObjectNode written(List<Outcome> outcomes) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("n", outcomes.size());
    measures.of(outcomes).forEach((name, value) -> put(json, name, value));
    json.put("refused", outcomes.stream().filter(Outcome::refused).count());
    json.put("mode", terms.mode().name().toLowerCase(Locale.ROOT));
    json.put("hideLabelWords", terms.hideLabelWords());
    json.put("package", model.about().id() + " " + model.about().version());
    json.put("system", model.manifest().network().architecture().label());
    ObjectNode perClass = json.putObject("perClass");
    for (int c = 0; c < model.classes().size(); c++) {
      ObjectNode one = perClass.putObject(model.classes().get(c).label());
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

  private static double rounded(double value) {
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
