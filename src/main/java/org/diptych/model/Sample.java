package org.diptych.model;

import org.jspecify.annotations.Nullable;

/**
 * An example as training uses it.
 *
 * @param mask at the picture's resolution in the square, or null when nobody drew one
 * @param box centre and size in shares of the square, or null
 * @param truth 0 or 1 per class
 * @param weight of each class in the loss; 0 where the labels are silent
 * @param description what the model should say, or null when its text is no description
 */
record Sample(
    Example example,
    TrainingConfig.Source source,
    PreparedImage image,
    float @Nullable [] mask,
    float @Nullable [] box,
    float[] truth,
    float[] weight,
    @Nullable String description) {}
