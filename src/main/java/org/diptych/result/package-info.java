/** Fourth stage: turns findings into documents. */
@NullMarked
package org.diptych.result;

import org.jspecify.annotations.NullMarked;
