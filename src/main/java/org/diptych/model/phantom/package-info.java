/**
 * Phantoms: chest-like pictures with reports, made by a program, in which neither half suffices.
 */
@NullMarked
package org.diptych.model.phantom;

import org.jspecify.annotations.NullMarked;
