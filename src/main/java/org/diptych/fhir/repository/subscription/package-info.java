/**
 * Topic subscriptions as the embedded repository serves them: Subscriptions R5 Backport 1.1, R4.
 */
@NullMarked
package org.diptych.fhir.repository.subscription;

import org.jspecify.annotations.NullMarked;
