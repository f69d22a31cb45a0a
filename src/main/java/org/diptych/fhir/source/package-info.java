/**
 * A hospital's FHIR R4 server as a source: subscriptions to it, and what its resources say in the
 * engine's vocabulary.
 */
@NullMarked
package org.diptych.fhir.source;

import org.jspecify.annotations.NullMarked;
