/** The DICOM standard: DIMSE, Part 10, pixels; knows nothing of the engine. */
@NullMarked
package org.diptych.dicom;

import org.jspecify.annotations.NullMarked;
