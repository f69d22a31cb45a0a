/** The vocabulary of the engine: records that cannot be wrong, and nothing else. */
@NullMarked
package org.diptych.study;

import org.jspecify.annotations.NullMarked;
