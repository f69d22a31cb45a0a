/** FHIR R4: client and the embedded repository; knows nothing of the engine. */
@NullMarked
package org.diptych.fhir;

import org.jspecify.annotations.NullMarked;
