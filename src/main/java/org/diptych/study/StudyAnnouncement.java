package org.diptych.study;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who knows said of the instances of a study.
 *
 * @param expectedInstances how many there are, null when that was not said
 * @param complete whether there will be no more of them from this origin
 */
public record StudyAnnouncement(
    Uid study, Source source, @Nullable Integer expectedInstances, boolean complete) {
  public StudyAnnouncement {
    if (expectedInstances != null && expectedInstances < 0) {
      throw new IllegalArgumentException("a study has no negative number of instances");
    }
  }

  /** Who said it. */
  public enum Source {
    /** {@code ImagingStudy.numberOfInstances} of a FHIR server. */
    FHIR_IMAGING_STUDY("the ImagingStudy"),
    /** Modality Performed Procedure Step, PS3.4 annex F. */
    MPPS("the procedure step"),
    /** Instance Availability Notification, PS3.4 annex R. */
    INSTANCE_AVAILABILITY("the availability notification"),
    /** ORC-5 of an order. */
    ORDER_STATUS("the order"),
    /** One store request of DICOMweb, PS3.18 section 10.5. */
    STOW("one STOW-RS request");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /** As a person reads it. */
    public String words() {
      return words;
    }
  }
}
