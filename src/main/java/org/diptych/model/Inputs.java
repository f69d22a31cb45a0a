package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * What a network is given for {@code B} cases. Cases that show the same picture or report may share
 * it: then there are {@code B'} pictures and reports, and each case says which is its own.
 *
 * @param image {@code (B', 1, S, S)}, standardised, zeros where there is none; {@code (B', 1, 1,
 *     1)} when no case of the batch has one
 * @param words token ids {@code (B', T)}, 0 is padding
 * @param reversed the same with each case's own words reversed
 * @param positions where each position's reverse lies {@code (B', T)}
 * @param wordMask 1 for words, 0 for padding {@code (B', T)}
 * @param hasImage 1 or 0 {@code (B, 1)}
 * @param hasReport 1 or 0 {@code (B, 1)}
 * @param description tokens of the true description, shifted right {@code (B, L)}, in training only
 * @param everyImage whether it is known that no case lacks its picture
 * @param imageOf which picture each case shows {@code (B)}, or null where each has its own
 * @param reportOf which report each case has {@code (B)}, or null where each has its own
 */
record Inputs(
    NDArray image,
    NDArray words,
    NDArray reversed,
    NDArray positions,
    NDArray wordMask,
    NDArray hasImage,
    NDArray hasReport,
    @Nullable NDArray description,
    boolean everyImage,
    @Nullable NDArray imageOf,
    @Nullable NDArray reportOf) {
  static Inputs of(NDList list) {
    return new Inputs(
        list.get(0),
        list.get(1),
        list.get(2),
        list.get(3),
        list.get(4),
        list.get(5),
        list.get(6),
        list.size() > 7 ? list.get(7) : null,
        false,
        null,
        null);
  }

  /** What a forward pass takes; which case has which half is not in it. */
  NDList toList() {
    NDList list = new NDList(image, words, reversed, positions, wordMask, hasImage, hasReport);
    if (description != null) {
      list.add(description);
    }
    return list;
  }

  /** 0 for words, very negative for padding. */
  NDArray wordBias() {
    return wordMask.sub(1).mul(1e9f);
  }

  boolean anyImage() {
    return image.getShape().get(3) > 1;
  }

  long batch() {
    return hasImage.getShape().get(0);
  }

  /** What was made of the pictures, for each case. */
  NDArray ofImages(NDArray made) {
    return imageOf == null ? made : made.get(imageOf);
  }

  /** What was made of the reports, for each case. */
  NDArray ofReports(NDArray made) {
    return reportOf == null ? made : made.get(reportOf);
  }
}
