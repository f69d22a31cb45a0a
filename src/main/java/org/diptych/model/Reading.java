package org.diptych.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a package says of one case.
 *
 * @param mode which halves of the case there were
 * @param classes one statement per class of the package, empty when it abstained
 * @param agreement calibrated probability that the report speaks of this picture; one half where
 *     there is one half only, or the system does not judge it
 * @param box the lesion in pixels of the original: left, top, width, height; null when none
 * @param heat probability of lesion on a square grid over the picture, row by row
 * @param heatColumns columns of the grid
 * @param words attention per word of the report
 * @param abstained why it said nothing, or null
 */
public record Reading(
    Mode mode,
    List<ClassReading> classes,
    double agreement,
    double @Nullable [] box,
    float[] heat,
    int heatColumns,
    String description,
    List<Word> words,
    @Nullable String abstained) {
  /** Which halves of a case are read. */
  public enum Mode {
    BOTH,
    IMAGE,
    REPORT
  }

  /**
   * One class.
   *
   * @param probability calibrated, of all there is
   * @param imageAlone calibrated; one half when there is no image
   * @param reportAlone calibrated; one half when there is no report
   * @param concordance probability that two readers, each seeing one half, say the same: {@code i·r
   *     + (1-i)(1-r)}; for what either half calls likely, no more than the agreement of report and
   *     picture
   */
  public record ClassReading(
      ClassDefinition definition,
      double probability,
      double imageAlone,
      double reportAlone,
      double concordance,
      boolean present) {}

  /** Offsets into the report as it was given, and a weight; weights sum to at most 1. */
  public record Word(int begin, int end, double weight) {}

  static Reading abstained(Mode mode, String why) {
    return new Reading(mode, List.of(), 0.5, null, new float[0], 0, "", List.of(), why);
  }
}
