package org.diptych.fhir.validation;

/** One validator for all tests of a machine: it takes seconds to make. */
public final class SharedValidator {
  private static final ResourceValidator ONE = ResourceValidator.lazily();

  private SharedValidator() {}

  public static ResourceValidator get() {
    return ONE;
  }
}
