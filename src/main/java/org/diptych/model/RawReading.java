package org.diptych.model;

import java.util.List;

/**
 * What a network says of one case, uncalibrated.
 *
 * @param box centre and size in shares of the square
 * @param mask probability per cell at stride 2
 * @param scope probability that the picture is one the package is for
 * @param agreement probability that the report speaks of this picture, uncalibrated
 * @param wordWeights one per report token
 * @param description tokens
 */
record RawReading(
    float[] logits,
    float[] box,
    float[] mask,
    double scope,
    double agreement,
    float[] wordWeights,
    List<Integer> description) {}
