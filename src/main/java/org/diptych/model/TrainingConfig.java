package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that decides what comes out of a training.
 *
 * @param exclusive whether exactly one class is true (softmax) or any number (sigmoids)
 * @param outOfScope data directories whose pictures the package must refuse
 * @param phantomReports share of training texts written from the labels
 * @param hideLabelWords share of a source's own texts shown without label words
 * @param noImage share of training cases shown without their image
 * @param noReport share of training cases shown without their report
 * @param reportSteps steps of phantom reports alone before the first epoch
 * @param discordant share of training cases shown with a report that contradicts the picture
 * @param spoilt share of training pictures that are made such as the package must refuse
 * @param augmentation how far pictures are moved and shaded: 0 not at all, 1 as usual
 * @param flip whether mirrored pictures are possible; left and right change places in the text
 * @param describeWithout regular expression of what a description must not repeat
 * @param patience epochs without a better validation score before training ends
 */
public record TrainingConfig(
    PackageAbout about,
    List<ClassDefinition> classes,
    boolean exclusive,
    NetworkConfig network,
    List<Source> data,
    List<String> outOfScope,
    double phantomReports,
    double hideLabelWords,
    double noImage,
    double noReport,
    int reportSteps,
    double discordant,
    double spoilt,
    double augmentation,
    boolean flip,
    String describeWithout,
    int epochs,
    int batch,
    float learningRate,
    long seed,
    int patience,
    LossWeights losses) {
  /**
   * A directory below the data root.
   *
   * @param labelled classes its labels decide; for others its rows are silent
   * @param hideLabelWords whether its own texts are always read without label words
   * @param describe whether its texts are what a description should say
   * @param weight of its rows in the classification loss
   */
  public record Source(
      String directory,
      List<String> modalities,
      List<String> labelled,
      boolean hideLabelWords,
      boolean describe,
      double weight) {}

  /** Weight of each loss in the sum. */
  public record LossWeights(
      float classes,
      float box,
      float dice,
      float focal,
      float description,
      float scope,
      float agreement,
      float places) {}

  static TrainingConfig read(InputStream json) throws IOException {
    return new ObjectMapper().readValue(json, TrainingConfig.class);
  }

  /** Every row of its sets. */
  List<Example> rows(Path root) throws IOException {
    List<Example> rows = new ArrayList<>();
    for (Source source : data) {
      rows.addAll(DataSet.read(root.resolve(source.directory())));
    }
    return rows;
  }

  TrainingConfig with(NetworkConfig other) {
    return with(other, noImage, noReport, reportSteps, discordant);
  }

  /**
   * The same for another system. One that reads a single half learns from that half in every case:
   * nothing would be left of a case without it, and it cannot tell what contradicts it.
   */
  TrainingConfig with(Architecture system) {
    NetworkConfig other = network.with(system);
    return system.readsImages() && system.readsReports()
        ? with(other)
        : with(other, 0, 0, system.readsReports() ? reportSteps : 0, 0);
  }

  private TrainingConfig with(
      NetworkConfig network, double noImage, double noReport, int reportSteps, double discordant) {
    return new TrainingConfig(
        about,
        classes,
        exclusive,
        network,
        data,
        outOfScope,
        phantomReports,
        hideLabelWords,
        noImage,
        noReport,
        reportSteps,
        discordant,
        spoilt,
        augmentation,
        flip,
        describeWithout,
        epochs,
        batch,
        learningRate,
        seed,
        patience,
        losses);
  }
}
