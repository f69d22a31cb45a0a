package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * What is true of a batch.
 *
 * @param classes {@code (B, C)}, weights likewise
 * @param box {@code (B, 4)}, hasBox {@code (B, 1)}
 * @param mask {@code (B, n)}, hasMask {@code (B, 1)}
 * @param tokens {@code (B, L)}, tokenCounts likewise
 * @param agreement 1 where the report speaks of the picture {@code (B, 1)}, agreementCounts
 *     likewise
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
    NDArray scopeCounts,
    NDArray agreement,
    NDArray agreementCounts) {
  private static final float FOCAL = 10f;
  private static final float CENTRE = 0.1f;

  /** How far what the report says and what the picture alone shows are from the true mask. */
  private NDArray places(Outputs outputs) {
    long batch = mask.getShape().get(0);
    long cells = outputs.saidAndSeen().getShape().get(1) / 2;
    long n = Math.round(Math.sqrt(cells));
    NDArray coarse =
        mask.reshape(batch, n, 4, n, 4)
            .mean(new int[] {4})
            .mean(new int[] {2})
            .reshape(batch, cells);
    NDArray told = hasMask.mul(agreement);
    NDArray said = outputs.saidAndSeen().get(":, 0:" + cells);
    NDArray seen = outputs.saidAndSeen().get(":, " + cells + ":");
    return mapLoss(said, coarse, told)
        .add(mapLoss(seen, coarse, told))
        .add(
            Numbers.times(
                Losses.smoothL1(centre(Activation.sigmoid(said), n), centre(coarse, n), told),
                CENTRE));
  }

  /**
   * A map that shows both sides has its centre between them: this is what makes one that could be
   * either as wrong as it is.
   */
  private static NDArray centre(NDArray map, long side) {
    NDArray weights = map.div(map.sum(new int[] {1}, true).add(1e-3f));
    return LocalisationHead.moments(weights, side).get(":, 0:2");
  }

  private static NDArray mapLoss(NDArray logits, NDArray truth, NDArray has) {
    return Losses.dice(logits, truth, has)
        .add(Numbers.times(Losses.focal(logits, truth, has), FOCAL));
  }

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
    return Numbers.times(classLoss, by.classes())
        .add(Numbers.times(Losses.smoothL1(outputs.box(), box, hasBox), by.box()))
        .add(Numbers.times(Losses.dice(outputs.mask(), mask, hasMask), by.dice()))
        .add(Numbers.times(Losses.focal(outputs.mask(), mask, hasMask), by.focal()))
        .add(Numbers.times(Losses.tokens(description, tokens, tokenCounts), by.description()))
        .add(
            Numbers.times(
                Losses.binaryCrossEntropy(outputs.scope(), scope, scopeCounts), by.scope()))
        .add(
            Numbers.times(
                Losses.binaryCrossEntropy(outputs.agreement(), agreement, agreementCounts),
                by.agreement()))
        .add(Numbers.times(places(outputs), by.places()));
  }
}
