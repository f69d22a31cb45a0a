/** HL7 v2: decode, acknowledge, encode; knows nothing of the engine. */
@NullMarked
package org.diptych.hl7;

import org.jspecify.annotations.NullMarked;
