package org.diptych.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Reads the validation samples in every mode, without chance. */
final class Validation {
  private static final int BATCH = 64;

  private final TrainingConfig config;
  private final Tokeniser tokeniser;
  private final @Nullable PhantomReports phantoms;
  private final LabelWords labelWords;
  private final List<Sample> samples;
  private final Contradictions contradictions;

  Validation(
      TrainingConfig config,
      Tokeniser tokeniser,
      @Nullable PhantomReports phantoms,
      List<Sample> samples) {
    this.config = config;
    this.tokeniser = tokeniser;
    this.phantoms = phantoms;
    this.samples = samples;
    this.contradictions = new Contradictions(samples);
    this.labelWords = TrainingBatch.labelWords(config.classes());
  }

  /**
   * What early stopping watches: mean AUC with both and with the image alone, and mean Dice where
   * masks are known. Where a source's own text states the labels, a phantom report stands in.
   */
  double score(NetworkReader reader) {
    double score = 0;
    if (config.network().architecture().readsImages()) {
      score += auc(read(reader, Reading.Mode.IMAGE));
    }
    List<RawReading> both = read(reader, Reading.Mode.BOTH);
    score += auc(both);
    double dice = 0;
    int masks = 0;
    for (int i = 0; i < both.size(); i++) {
      float[] mask = samples.get(i).mask();
      if (mask != null && samples.get(i).box() != null) {
        dice +=
            Scores.dice(
                both.get(i).mask(), Augmentation.shrink(mask, config.network().inputSize()));
        masks++;
      }
    }
    return score + (masks == 0 ? 0 : dice / masks);
  }

  List<Sample> samples() {
    return samples;
  }

  List<RawReading> read(NetworkReader reader, Reading.Mode mode) {
    return inBatches(reader, samples.stream().map(sample -> prepared(sample, mode)).toList());
  }

  private PreparedCase prepared(Sample sample, Reading.Mode mode) {
    return new PreparedCase(
        mode == Reading.Mode.REPORT ? null : sample.image().pixels(),
        mode == Reading.Mode.IMAGE ? null : tokens(sample),
        null);
  }

  private @Nullable List<Token> tokens(Sample sample) {
    String own = sample.example().text();
    String text = own;
    if (sample.source().hideLabelWords()) {
      Random chance = new Random(sample.example().id().hashCode());
      text =
          phantoms == null
              ? labelWords.hide(own)
              : phantoms.write(sample.example().labels(), chance);
    }
    List<Token> tokens = tokeniser.read(text, config.network().maxWords());
    return tokens.isEmpty() ? null : tokens;
  }

  /** What is said of agreement when each picture is shown with a report that contradicts it. */
  List<RawReading> contradicted(NetworkReader reader) {
    List<PreparedCase> cases = new ArrayList<>();
    for (Sample sample : samples) {
      Contradictions.Choice choice =
          contradictions.of(sample, new Random(sample.example().id().hashCode()));
      if (choice != null) {
        Sample other = choice.other();
        String given = choice.text();
        List<Token> tokens =
            given != null
                ? tokeniser.read(given, config.network().maxWords())
                : other == null ? null : tokens(other);
        if (tokens != null && !tokens.isEmpty()) {
          cases.add(new PreparedCase(sample.image().pixels(), tokens, null));
        }
      }
    }
    return inBatches(reader, cases);
  }

  private static List<RawReading> inBatches(NetworkReader reader, List<PreparedCase> cases) {
    List<RawReading> readings = new ArrayList<>();
    for (int at = 0; at < cases.size(); at += BATCH) {
      readings.addAll(reader.read(cases.subList(at, Math.min(cases.size(), at + BATCH)), 0, 1));
    }
    return readings;
  }

  private double auc(List<RawReading> readings) {
    double sum = 0;
    int counted = 0;
    for (int c = 0; c < config.classes().size(); c++) {
      List<Integer> rows = labelled(c);
      double[] scores = new double[rows.size()];
      boolean[] truth = new boolean[rows.size()];
      for (int k = 0; k < rows.size(); k++) {
        RawReading reading = readings.get(rows.get(k));
        scores[k] = Calibration.probabilities(reading.logits(), 1, config.exclusive())[c];
        truth[k] = samples.get(rows.get(k)).truth()[c] > 0;
      }
      double auc = Scores.auc(scores, truth);
      if (!Double.isNaN(auc)) {
        sum += auc;
        counted++;
      }
    }
    return counted == 0 ? 0 : sum / counted;
  }

  /** Rows that decide a class; within one source, so that no picture style can stand for it. */
  private List<Integer> labelled(int c) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      boolean first = samples.get(i).source().equals(config.data().get(0));
      if (first && samples.get(i).weight()[c] > 0) {
        rows.add(i);
      }
    }
    return rows;
  }
}
