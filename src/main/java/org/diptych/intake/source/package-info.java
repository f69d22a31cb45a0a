/** Intake from the hospital's FHIR servers: told, asked, fetched, kept. */
@NullMarked
package org.diptych.intake.source;

import org.jspecify.annotations.NullMarked;
