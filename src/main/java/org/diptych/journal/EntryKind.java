package org.diptych.journal;

import java.util.Arrays;
import java.util.Optional;

/** What a journal entry states; the wire name is what routes and the admin page use. */
public enum EntryKind {
  /** A SOP instance is in the object store and the register. Nobody waits for it one by one. */
  INSTANCE_KEPT("instance-kept", false),
  /** A FHIR server says that a resource changed; it is to be fetched from there. */
  RESOURCE_ANNOUNCED("resource-announced", true),
  REPORT_KEPT("report-kept", true),
  ORDER_KEPT("order-kept", true),
  PATIENT_CHANGED("patient-changed", true),
  /** Somebody who knows said how many instances a study has, or that there are no more. */
  STUDY_ANNOUNCED("study-announced", true),
  /** A timer: look whether the study has settled. */
  STUDY_DUE("study-due", true),
  /** A timer: look whether the case still waits for its other half. */
  CASE_DUE("case-due", true),
  STUDY_SETTLED("study-settled", true),
  CASE_READY("case-ready", true),
  /**
   * What was written of the case holds no longer. Its version is that of the withdrawal; every
   * earlier version is withdrawn.
   */
  CASE_WITHDRAWN("case-withdrawn", true),
  /** The patient of a case whose results were written is another one now. */
  SUBJECT_CHANGED("subject-changed", true),
  /** A person said which study and report belong together. */
  CANDIDATE_CHOSEN("candidate-chosen", true),
  /** A person took back what was chosen; evidence decides again. */
  CHOICE_UNDONE("choice-undone", true),
  /** A person said that nothing more will come of the case. */
  CASE_ABANDONED("case-abandoned", false),
  /** A case was deleted with everything that it alone needed; this is what is left of it. */
  CASE_DELETED("case-deleted", false),
  FINDINGS_READY("findings-ready", true),
  RESULTS_READY("results-ready", true),
  DELIVERED("delivered", false),
  SET_ASIDE("set-aside", true);

  private final String wireName;
  private final boolean work;

  EntryKind(String wireName, boolean work) {
    this.wireName = wireName;
    this.work = work;
  }

  /** The name in routes, REST and the database. */
  public String wireName() {
    return wireName;
  }

  /** Whether appending one makes work for a route. */
  public boolean isWork() {
    return work;
  }

  /** The kind of a wire name. */
  public static Optional<EntryKind> parse(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
