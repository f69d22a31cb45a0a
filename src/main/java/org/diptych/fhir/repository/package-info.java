/** The embedded FHIR R4 repository: small, strict, over the engine's database. */
@NullMarked
package org.diptych.fhir.repository;

import org.jspecify.annotations.NullMarked;
