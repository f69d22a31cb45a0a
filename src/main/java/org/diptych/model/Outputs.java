package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * What the heads say.
 *
 * @param classes logits {@code (B, C)}
 * @param box centre x, centre y, width, height as shares of the square {@code (B, 4)}
 * @param mask logits at stride 2 {@code (B, (S/2)²)}
 * @param scope logit that the picture is one the package is for {@code (B, 1)}
 * @param wordWeights attention per word {@code (B, T)}
 * @param agreement logit that report and picture agree {@code (B, 1)}
 * @param saidAndSeen logits of where the report says and the picture shows a lesion {@code (B, 2N)}
 * @param context what the description starts from {@code (B, J + D + 4)}
 * @param description logits per token {@code (B, L, V)}, in training only
 */
record Outputs(
    NDArray classes,
    NDArray box,
    NDArray mask,
    NDArray scope,
    NDArray wordWeights,
    NDArray agreement,
    NDArray saidAndSeen,
    NDArray context,
    @Nullable NDArray description) {
  static Outputs of(NDList list) {
    return new Outputs(
        list.get(0),
        list.get(1),
        list.get(2),
        list.get(3),
        list.get(4),
        list.get(5),
        list.get(6),
        list.get(7),
        list.size() > 8 ? list.get(8) : null);
  }

  NDList toList() {
    NDList list =
        new NDList(classes, box, mask, scope, wordWeights, agreement, saidAndSeen, context);
    if (description != null) {
      list.add(description);
    }
    return list;
  }
}
