package org.diptych.study;

import org.jspecify.annotations.Nullable;

/** What a report says of one study that it describes: its UID, its accession number, or both. */
public record StudyLink(@Nullable Uid study, @Nullable AccessionNumber accession) {
  /** Redacted: an accession number leads to a patient. */
  @Override
  public String toString() {
    return "StudyLink[" + study + "]";
  }
}
