package org.diptych.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What an assembly makes of its inputs, before the heads.
 *
 * @param cells {@code (B, N, D)}, the fused picture at stride 8
 * @param fine {@code (B, D, S/4, S/4)}, detail for the mask
 * @param detail {@code (B, w, S/2, S/2)}, the first look at the picture, or null for systems that
 *     have none
 * @param joint {@code (B, J)}, the joint representation
 * @param imageAlone {@code (B, 2D)}, the picture before any report touched it
 * @param memory {@code (B, M, D)}, what the description may look at
 * @param memoryBias {@code (B, M)}, 0 where memory counts
 * @param wordWeights {@code (B, T)}, attention per word
 * @param agreement logit that the report speaks of this picture {@code (B, 1)}; 0 for systems that
 *     do not judge it
 * @param saidAndSeen logits of the cells where the report says and the picture alone shows a lesion
 *     {@code (B, 2N)}
 */
record Encoded(
    NDArray cells,
    NDArray fine,
    @Nullable NDArray detail,
    NDArray joint,
    NDArray imageAlone,
    NDArray memory,
    NDArray memoryBias,
    NDArray wordWeights,
    NDArray agreement,
    NDArray saidAndSeen) {}
