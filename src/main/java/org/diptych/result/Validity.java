package org.diptych.result;

import java.util.List;
import java.util.Optional;
import org.diptych.fhir.validation.ResourceValidator;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;

/** Holds a transaction to its profiles before anybody gets it, where the site wants that. */
final class Validity {
  private static final int AT_MOST = 5;

  private final ResourceValidator validator;

  Validity(ResourceValidator validator) {
    this.validator = validator;
  }

  /** Why the transaction must not be sent, by place and rule; empty when it may. */
  Optional<String> objection(Bundle transaction) {
    if (!validator.wanted()) {
      return Optional.empty();
    }
    List<String> errors =
        transaction.getEntry().stream()
            .map(BundleEntryComponent::getResource)
            .flatMap(resource -> validator.errors(resource).stream())
            .limit(AT_MOST)
            .toList();
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of("the results are not valid FHIR: " + String.join("; ", errors));
  }
}
