/** A thin FHIR R4 client whose answers are values. */
@NullMarked
package org.diptych.fhir.client;

import org.jspecify.annotations.NullMarked;
