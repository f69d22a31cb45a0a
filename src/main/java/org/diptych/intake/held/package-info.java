/**
 * The read side of DICOMweb: what intake has kept, as it was kept. It lies with intake because it
 * answers under the same address as STOW-RS, and needs the same two rooms, {@code dicom} and {@code
 * journal}; the pages may not know DICOM. Nothing here writes.
 */
@org.jspecify.annotations.NullMarked
package org.diptych.intake.held;
