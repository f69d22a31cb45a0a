package org.diptych.fhir.repository;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/**
 * Sees to it that what a conditional interaction writes is found by its own criteria, where these
 * are identifiers: else the same request again would make another resource.
 */
final class AskedIdentifiers {
  private static final String IDENTIFIER = "identifier";

  private AskedIdentifiers() {}

  /** Refuses a resource that does not have an identifier that the criteria ask for. */
  static void require(Resource resource, String criteria) {
    Optional<SearchParameter> parameter =
        ResourceTypes.require(resource.fhirType()).parameter(IDENTIFIER);
    String[] asked =
        Search.queryParameters(criteria.substring(criteria.indexOf('?') + 1))
            .getOrDefault(IDENTIFIER, new String[0]);
    if (parameter.isEmpty()) {
      return;
    }
    List<SearchValue> own = parameter.get().values().apply(resource);
    for (String alternatives : asked) {
      if (SearchConditions.tokens(alternatives)
          .noneMatch(token -> own.stream().anyMatch(token::finds))) {
        throw Refusal.unmet(
            "The " + resource.fhirType() + " does not have the identifier of its criteria.");
      }
    }
  }
}
