/** Third stage: reads a ready case with the model. */
@NullMarked
package org.diptych.inference;

import org.jspecify.annotations.NullMarked;
