package org.diptych.study;

/** Where a case stands. */
public enum CaseState {
  /** Images are arriving; the study is not settled. */
  RECEIVING,
  /** A settled study without a report. */
  AWAITING_REPORT,
  /** A report without a study. */
  AWAITING_STUDY,
  /** Paired; the model is to read it. */
  READY,
  /** The model has read it; results are under way. */
  READ,
  /** The results are at every destination. */
  DELIVERED,
  /** A person must look at it; the reason says why. */
  SET_ASIDE,
  /** Nobody waits for it any more: a person, or the order it was made for, said so. */
  ABANDONED
}
