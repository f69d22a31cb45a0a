package org.diptych.admin;

import java.time.LocalDateTime;
import org.diptych.journal.StudyProgress;
import org.diptych.study.ImagingStudy;
import org.jspecify.annotations.Nullable;

/** A study as the page and REST show it. */
record StudyView(
    String uid,
    @Nullable String accession,
    @Nullable Person patient,
    @Nullable String modality,
    @Nullable String bodyPart,
    @Nullable LocalDateTime started,
    @Nullable String description,
    int instances,
    boolean open,
    @Nullable String callingAeTitle) {
  static StudyView of(ImagingStudy study, @Nullable StudyProgress progress) {
    return new StudyView(
        study.uid().value(),
        study.accession() == null ? null : study.accession().value(),
        study.patient() == null ? null : Person.of(study.patient()),
        study.modality(),
        study.bodyPart(),
        study.started(),
        study.description(),
        progress == null ? 0 : progress.instances(),
        progress != null && progress.open(),
        progress == null ? null : progress.callingAeTitle());
  }

  /** Our own key only. */
  @Override
  public String toString() {
    return "StudyView[" + uid + "]";
  }
}
