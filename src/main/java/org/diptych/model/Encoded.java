package org.diptych.model;

import ai.djl.ndarray.NDArray;

/**
 * What an assembly makes of its inputs, before the heads.
 *
 * @param cells {@code (B, N, D)}, the fused picture at stride 8
 * @param fine {@code (B, D, S/4, S/4)}, detail for the mask
 * @param joint {@code (B, J)}, the joint representation
 * @param imageAlone {@code (B, 2D)}, the picture before any report touched it
 * @param memory {@code (B, M, D)}, what the description may look at
 * @param memoryBias {@code (B, M)}, 0 where memory counts
 * @param wordWeights {@code (B, T)}, attention per word
 */
record Encoded(
    NDArray cells,
    NDArray fine,
    NDArray joint,
    NDArray imageAlone,
    NDArray memory,
    NDArray memoryBias,
    NDArray wordWeights) {}
