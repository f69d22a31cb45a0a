package org.diptych.study;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One DICOM study as its instances describe it.
 *
 * @param modality of the first image series (0008,0060)
 * @param bodyPart (0018,0015), upper case, or null when no instance said
 * @param started (0008,0020) and (0008,0030), local to the modality
 */
public record ImagingStudy(
    Uid uid,
    @Nullable AccessionNumber accession,
    @Nullable PatientIdentity patient,
    @Nullable String modality,
    @Nullable String bodyPart,
    @Nullable LocalDateTime started,
    @Nullable String description,
    Priority priority) {
  /** The same study of the patient under another identity. */
  public ImagingStudy of(@Nullable PatientIdentity identity) {
    return new ImagingStudy(
        uid, accession, identity, modality, bodyPart, started, description, priority);
  }

  /** Keys only: no patient data. */
  @Override
  public String toString() {
    return "ImagingStudy[" + uid + "]";
  }
}
