/**
 * The multimodal model and the systems it is compared with: parts, preparation, training,
 * evaluation.
 */
@NullMarked
package org.diptych.model;

import org.jspecify.annotations.NullMarked;
