package org.diptych.pairing;

import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.jspecify.annotations.Nullable;

/** Whether two statements can be of one patient, after merges. */
final class Identity {
  private Identity() {}

  /** Whether both name a patient, under authorities that can be compared, and not the same one. */
  static boolean contradict(@Nullable PatientIdentity one, @Nullable PatientIdentity other) {
    if (one == null || other == null) {
      return false;
    }
    PatientId first = one.id();
    PatientId second = other.id();
    boolean comparable =
        first.issuer() == null || second.issuer() == null || first.issuer().equals(second.issuer());
    return comparable && !first.value().equals(second.value());
  }

  /** Whether both name a patient, and the same one. */
  static boolean agree(@Nullable PatientIdentity one, @Nullable PatientIdentity other) {
    return one != null && other != null && one.id().sameAs(other.id());
  }
}
