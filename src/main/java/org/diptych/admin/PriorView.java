package org.diptych.admin;

import java.time.LocalDateTime;
import org.diptych.journal.Transaction;
import org.diptych.study.CaseId;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * An earlier study of the same patient.
 *
 * @param caseId its case here, null when there is none
 */
record PriorView(
    String uid,
    @Nullable String caseId,
    @Nullable String modality,
    @Nullable String bodyPart,
    @Nullable LocalDateTime started,
    @Nullable String description) {
  static PriorView of(Transaction open, Uid study) {
    ImagingStudy said = open.studies().find(study).orElseThrow();
    return new PriorView(
        study.value(),
        open.cases().ofStudy(study).map(found -> found.id()).map(CaseId::toString).orElse(null),
        said.modality(),
        said.bodyPart(),
        said.started(),
        said.description());
  }

  /** Our own key only. */
  @Override
  public String toString() {
    return "PriorView[" + uid + "]";
  }
}
