package org.diptych.study;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who the patient is, as one message or object said it.
 *
 * @param name family, given and further parts joined by {@code ^} (PN, XPN)
 * @param sex {@code M}, {@code F} or {@code O} (0010,0040), or null when unknown
 */
public record PatientIdentity(
    PatientId id, @Nullable String name, @Nullable LocalDate birthDate, @Nullable String sex) {
  /** Redacted. */
  @Override
  public String toString() {
    return "PatientIdentity[redacted]";
  }
}
