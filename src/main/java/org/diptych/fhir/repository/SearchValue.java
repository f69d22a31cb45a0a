package org.diptych.fhir.repository;

import org.jspecify.annotations.Nullable;

/** One value that a resource can be found by: a token with its system, or a range of time. */
record SearchValue(
    @Nullable String system, @Nullable String token, @Nullable Long low, @Nullable Long high) {
  static SearchValue token(@Nullable String system, String token) {
    return new SearchValue(system, token, null, null);
  }

  static SearchValue range(DateRange range) {
    return new SearchValue(null, null, range.low(), range.high());
  }

  /** Redacted: identifiers and names are patient data. */
  @Override
  public String toString() {
    return "SearchValue[redacted]";
  }
}
