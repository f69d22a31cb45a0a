package org.diptych.dicom;

import java.util.Set;
import org.diptych.study.Uid;
import org.jspecify.annotations.Nullable;

/**
 * What a peer tells about the instances of studies, without the instances.
 *
 * @param sopInstance of the procedure step or notification
 * @param studies that it names; an update names none
 * @param state of the procedure step, null when an update leaves it
 * @param instances how many it lists, null when it has no list
 */
public record StudyNotice(
    Kind kind,
    Uid sopInstance,
    Set<Uid> studies,
    @Nullable StepState state,
    @Nullable Integer instances) {
  /** The request that brought it. */
  public enum Kind {
    /** N-CREATE of a Modality Performed Procedure Step, PS3.4 section F.7.2.1. */
    STEP_BEGUN,
    /** N-SET of one, PS3.4 section F.7.2.2. */
    STEP_CHANGED,
    /** N-CREATE of an Instance Availability Notification, PS3.4 section R.3.2. */
    AVAILABLE
  }

  /** Performed Procedure Step Status (0040,0252). */
  public enum StepState {
    IN_PROGRESS,
    COMPLETED,
    DISCONTINUED;

    /** Whether nothing may change any more. */
    public boolean isFinal() {
      return this != IN_PROGRESS;
    }
  }

  /** Takes notices; the status is what the peer is told. */
  @FunctionalInterface
  public interface Receiver {
    DimseStatus receive(StudyNotice notice) throws Exception;
  }
}
