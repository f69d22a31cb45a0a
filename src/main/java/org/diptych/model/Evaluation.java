package org.diptych.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures a package on a directory that holds a {@code data.jsonl}. */
public final class Evaluation {
  private static final int BATCH = 32;

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

  public Evaluation(ModelPackage model, Terms terms) {
    this.model = model;
    this.terms = terms;
  }

  /** Evaluates every labelled row of the package's modality; the result as JSON. */
  public ObjectNode run(Path directory, Consumer<String> progress) throws IOException {
    return EvaluationResult.of(model, terms, outcomes(rows(directory), progress));
  }

  /** How well agreement tells reports that belong to their pictures from reports that do not. */
  public ObjectNode discordance(Path directory) throws IOException {
    return new Discordance(model).run(own(rows(directory)));
  }

  /**
   * How often the package abstains, where it should not and where it should.
   *
   * @param others sets whose pictures are of another kind
   */
  public ObjectNode refusals(Path directory, List<Path> others) throws IOException {
    List<Example> strange = new ArrayList<>();
    for (Path other : others) {
      strange.addAll(rows(other));
    }
    return new RefusalMeasure(model).run(own(rows(directory)), strange);
  }

  private List<Example> rows(Path directory) throws IOException {
    return DataSet.read(directory).stream()
        .filter(row -> terms.split() == null || row.split().equals(terms.split()))
        .toList();
  }

  /** The labelled rows of the package's modality. */
  private List<Example> own(List<Example> rows) {
    return rows.stream()
        .filter(row -> model.about().modalities().contains(row.modality()))
        .filter(row -> !row.labels().isEmpty())
        .toList();
  }

  /** Reads the labelled rows of the package's modality. */
  List<Outcome> outcomes(List<Example> rows, Consumer<String> progress) throws IOException {
    List<Example> read = own(rows);
    List<Outcome> outcomes = new ArrayList<>();
    for (int at = 0; at < read.size(); at += BATCH) {
      outcomes.addAll(batch(read.subList(at, Math.min(read.size(), at + BATCH))));
      progress.accept(outcomes.size() + " of " + read.size() + " cases read");
    }
    return outcomes;
  }

  private List<Outcome> batch(List<Example> rows) throws IOException {
    List<LuminanceImage> images = new ArrayList<>();
    List<PreparedReading> prepared = new ArrayList<>();
    for (Example row : rows) {
      String text = terms.hideLabelWords() ? model.hideLabelWords(row.text()) : row.text();
      LuminanceImage image = DataSet.image(row.image());
      images.add(image);
      prepared.add(
          model.prepare(
              terms.mode() == Reading.Mode.REPORT ? null : image,
              terms.mode() == Reading.Mode.IMAGE ? null : text));
    }
    List<PreparedReading> readable = prepared.stream().filter(one -> one.mode() != null).toList();
    Iterator<ModelPackage.Judged> judged = model.readAnyway(readable, terms.beam()).iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ModelPackage.Judged one =
          prepared.get(i).mode() == null
              ? new ModelPackage.Judged(Reading.abstained(terms.mode(), "empty"), "empty")
              : judged.next();
      outcomes.add(outcome(rows.get(i), images.get(i), one));
    }
    return outcomes;
  }

  private Outcome outcome(Example row, LuminanceImage image, ModelPackage.Judged judged)
      throws IOException {
    Reading reading = judged.reading();
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
    boolean places = terms.mode() != Reading.Mode.REPORT;
    String described = described(row);
    boolean boxes = places && model.classes().stream().anyMatch(ClassDefinition::localised);
    return new Outcome(
        row,
        p,
        present,
        truth,
        boxes ? iou(row, reading) : null,
        places ? dice(row, image, reading) : null,
        described == null ? null : reading.description(),
        described,
        judged.refused() != null);
  }

  /** What a description should say; a real report is none. */
  private static @Nullable String described(Example row) {
    if (row.description() != null) {
      return row.description();
    }
    return row.textSource().equals("template") ? row.text() : null;
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
        PixelPreparation.enlarged(reading.heat(), columns, lines, image.width(), image.height()),
        PixelPreparation.area(
            mask.luminance(), mask.width(), mask.height(), image.width(), image.height()));
  }
}
