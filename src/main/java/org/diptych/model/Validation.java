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
  private final Phrases phrases;
  private final @Nullable PhantomReports phantoms;
  private final LabelWords labelWords;
  private final List<Sample> samples;
  private final Spoiling spoiling;
  private final Contradictions contradictions;

  Validation(
      TrainingConfig config,
      Tokeniser tokeniser,
      Phrases phrases,
      @Nullable PhantomReports phantoms,
      List<Sample> samples,
      Spoiling spoiling) {
    this.config = config;
    this.tokeniser = tokeniser;
    this.phrases = phrases;
    this.phantoms = phantoms;
    this.samples = samples;
    this.spoiling = spoiling;
    this.contradictions = new Contradictions(samples);
    this.labelWords = TrainingBatch.labelWords(config.classes());
  }

  /**
   * What early stopping watches: mean AUC with both and with the image alone, mean Dice where masks
   * are known, BLEU-4 of descriptions, and AUC of pictures as they are against spoilt ones. Where a
   * source's own text states the labels, a phantom report stands in.
   */
  double score(NetworkReader reader) {
    double score = 0;
    if (config.network().architecture().readsImages()) {
      List<RawReading> alone = read(reader, Reading.Mode.IMAGE);
      score += auc(alone) + (config.losses().scope() > 0 ? scope(alone, spoilt(reader)) : 0);
    }
    boolean describe = samples.stream().anyMatch(sample -> sample.description() != null);
    List<RawReading> both = read(reader, Reading.Mode.BOTH, describe);
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
    return score + (masks == 0 ? 0 : dice / masks) + bleu(both);
  }

  private static double scope(List<RawReading> own, List<RawReading> spoilt) {
    int n = own.size();
    double[] scores = new double[n + spoilt.size()];
    boolean[] inside = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (i < n ? own.get(i) : spoilt.get(i - n)).scope();
      inside[i] = i < n;
    }
    return Scores.auc(scores, inside);
  }

  /** Each picture spoilt in one of the ways a package must refuse. */
  private List<RawReading> spoilt(NetworkReader reader) {
    List<PreparedCase> cases = new ArrayList<>();
    for (Sample sample : samples) {
      Random chance = new Random(sample.example().id().hashCode());
      cases.add(new PreparedCase(spoiling.spoil(sample.image().pixels(), chance), null, null));
    }
    return inBatches(reader, cases, false);
  }

  private double bleu(List<RawReading> both) {
    List<List<String>> said = new ArrayList<>();
    List<List<String>> truth = new ArrayList<>();
    for (int i = 0; i < both.size(); i++) {
      String description = samples.get(i).description();
      if (description != null) {
        said.add(Phrases.split(phrases.write(both.get(i).description())));
        truth.add(Phrases.split(description));
      }
    }
    return truth.isEmpty() ? 0 : Scores.bleu(said, truth, 4);
  }

  List<Sample> samples() {
    return samples;
  }

  List<RawReading> read(NetworkReader reader, Reading.Mode mode) {
    return read(reader, mode, false);
  }

  private List<RawReading> read(NetworkReader reader, Reading.Mode mode, boolean describe) {
    return inBatches(
        reader, samples.stream().map(sample -> prepared(sample, mode)).toList(), describe);
  }

  /** Whether some texts state the labels and are never read as they are. */
  boolean hasHidden() {
    return samples.stream().anyMatch(sample -> sample.source().hideLabelWords());
  }

  /** With both halves, every text without its label words. */
  List<RawReading> readHidden(NetworkReader reader) {
    List<PreparedCase> cases = new ArrayList<>();
    for (Sample sample : samples) {
      List<Token> tokens = tokens(labelWords.hide(sample.example().text()));
      cases.add(new PreparedCase(sample.image().pixels(), tokens, null));
    }
    return inBatches(reader, cases, false);
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
    return tokens(text);
  }

  private @Nullable List<Token> tokens(String text) {
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
    return inBatches(reader, cases, false);
  }

  private static List<RawReading> inBatches(
      NetworkReader reader, List<PreparedCase> cases, boolean describe) {
    List<RawReading> readings = new ArrayList<>();
    for (int at = 0; at < cases.size(); at += BATCH) {
      List<PreparedCase> batch = cases.subList(at, Math.min(cases.size(), at + BATCH));
      readings.addAll(reader.read(batch, describe ? batch.size() : 0, 1));
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
