/** The seam to Camel: components, acknowledgers, wiring. */
@NullMarked
package org.diptych.camel;

import org.jspecify.annotations.NullMarked;
