package org.diptych.admin;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.diptych.study.PatientIdentity;
import org.jspecify.annotations.Nullable;

/** A patient as the page shows one. */
record Person(String id, String name, @Nullable LocalDate birthDate, @Nullable String sex) {
  static Person of(PatientIdentity identity) {
    return new Person(
        identity.id().value(), displayed(identity.name()), identity.birthDate(), identity.sex());
  }

  /** Family name, then the given names: {@code DOE^JANE^MARY} reads "DOE, JANE MARY". */
  private static String displayed(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return "name unknown";
    }
    String[] parts = name.split("\\^");
    String given =
        Arrays.stream(parts)
            .skip(1)
            .filter(part -> !part.isBlank())
            .map(String::strip)
            .collect(Collectors.joining(" "));
    return given.isEmpty() ? parts[0].strip() : parts[0].strip() + ", " + given;
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "Person[redacted]";
  }
}
