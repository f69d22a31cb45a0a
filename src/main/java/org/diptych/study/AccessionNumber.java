package org.diptych.study;

import org.jspecify.annotations.Nullable;

/**
 * The imaging service's order number (0008,0050), 1 to 16 characters (VR SH, PS3.5 section 6.2),
 * with the issuer that makes it unique where it is known.
 */
public record AccessionNumber(String value, @Nullable String issuer) {
  public AccessionNumber {
    if (value.isBlank() || value.length() > 16) {
      throw new IllegalArgumentException("an accession number has 1 to 16 characters");
    }
  }

  /** Whether both name the same order: equal values, and issuers that do not contradict. */
  public boolean sameAs(AccessionNumber other) {
    return value.equals(other.value)
        && (issuer == null || other.issuer == null || issuer.equals(other.issuer));
  }

  /** Redacted: an accession number leads to a patient. */
  @Override
  public String toString() {
    return "AccessionNumber[redacted]";
  }
}
