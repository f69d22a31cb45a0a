/** The profiles of what the engine writes, and the one validator that holds resources to them. */
@NullMarked
package org.diptych.fhir.validation;

import org.jspecify.annotations.NullMarked;
