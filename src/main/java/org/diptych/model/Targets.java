package org.diptych.model;

import ai.djl.ndarray.NDArray;

/**
 * What is true of a batch.
 *
 * @param classes {@code (B, C)}, weights likewise
 * @param box {@code (B, 4)}, hasBox {@code (B, 1)}
 * @param mask {@code (B, n)}, hasMask {@code (B, 1)}
 * @param tokens {@code (B, L)}, tokenCounts likewise
 * @param scope 1 for pictures the package is for {@code (B, 1)}, scopeCounts likewise
 */
record Targets(
    NDArray classes,
    NDArray weights,
    NDArray box,
    NDArray hasBox,
    NDArray mask,
    NDArray hasMask,
    NDArray tokens,
    NDArray tokenCounts,
    NDArray scope,
    NDArray scopeCounts) {
  /** The weighted sum of all losses. */
  NDArray loss(Outputs outputs, boolean exclusive, TrainingConfig.LossWeights by) {
    NDArray description = outputs.description();
    if (description == null) {
      throw new IllegalStateException("a loss needs the description of a training step");
    }
    NDArray classLoss =
        exclusive
            ? Losses.crossEntropy(outputs.classes(), classes, weights)
            : Losses.binaryCrossEntropy(outputs.classes(), classes, weights);
    return classLoss
        .mul(by.classes())
        .add(Losses.smoothL1(outputs.box(), box, hasBox).mul(by.box()))
        .add(Losses.dice(outputs.mask(), mask, hasMask).mul(by.dice()))
        .add(Losses.focal(outputs.mask(), mask, hasMask).mul(by.focal()))
        .add(Losses.tokens(description, tokens, tokenCounts).mul(by.description()))
        .add(Losses.binaryCrossEntropy(outputs.scope(), scope, scopeCounts).mul(by.scope()));
  }
}
