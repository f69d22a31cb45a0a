package org.diptych.study;

import org.jspecify.annotations.Nullable;

/**
 * A patient identifier with its assigning authority: (0010,0020) and (0010,0021), or CX.1 and CX.4.
 */
public record PatientId(String value, @Nullable String issuer) {
  public PatientId {
    if (value.isBlank() || value.length() > 250) {
      throw new IllegalArgumentException("a patient identifier has 1 to 250 characters");
    }
  }

  /** Whether both can be the same patient: equal values, and issuers that do not contradict. */
  public boolean sameAs(PatientId other) {
    return value.equals(other.value)
        && (issuer == null || other.issuer == null || issuer.equals(other.issuer));
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "PatientId[redacted]";
  }
}
