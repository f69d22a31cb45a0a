package org.diptych.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.diptych.study.AccessionNumber;
import org.diptych.study.ImagingStudy;
import org.diptych.study.Uid;

/** The register of studies and their instances. */
public final class Studies {
  /**
   * Keeps an instance and what it says of its study, and appends {@code instance-kept}; opens the
   * study (again) with a {@code study-due} timer when it was new or settled. The caller has checked
   * with {@link #instance} that the UID is not taken; a race loses with a constraint error and the
   * work runs again.
   */
  public Receipt keep(KeptInstance kept, ImagingStudy study) {
    throw new UnsupportedOperationException();
  }

  public Optional<KeptInstance> instance(Uid sopInstance) {
    throw new UnsupportedOperationException();
  }

  /** The instances of a study by series, instance number and arrival. */
  public List<KeptInstance> instances(Uid study) {
    throw new UnsupportedOperationException();
  }

  public Optional<ImagingStudy> find(Uid study) {
    throw new UnsupportedOperationException();
  }

  public List<ImagingStudy> withAccession(AccessionNumber accession) {
    throw new UnsupportedOperationException();
  }

  public Optional<StudyProgress> progress(Uid study) {
    throw new UnsupportedOperationException();
  }

  /**
   * Marks the study settled and counts the settling, unless an instance arrived after {@code
   * lastSeen}.
   *
   * @return the number of this settling, from 1, or empty when something arrived meanwhile
   */
  public Optional<Integer> settle(Uid study, Instant lastSeen) {
    throw new UnsupportedOperationException();
  }
}
