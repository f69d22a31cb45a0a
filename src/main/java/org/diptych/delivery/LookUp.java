package org.diptych.delivery;

import java.util.List;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What a server has of one type, looked at before results are sent.
 *
 * @param objection why the results must not be sent, or null
 */
record LookUp(List<Resource> found, @Nullable String objection) {
  /**
   * Asks the server.
   *
   * @throws DestinationUnavailable when it may answer later
   */
  static LookUp of(FhirServer server, String type, String conditions) {
    FhirAnswer<Bundle> answer = server.search(type + "?" + conditions);
    if (answer instanceof FhirAnswer.Unavailable<Bundle> unavailable) {
      throw new DestinationUnavailable("fhir", unavailable.status(), unavailable.kind());
    }
    if (answer instanceof FhirAnswer.Refused<Bundle> refused) {
      return new LookUp(
          List.of(), "FHIR server refused to look for " + type + " with HTTP " + refused.status());
    }
    List<Resource> found =
        ((FhirAnswer.Done<Bundle>) answer)
            .value().getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(resource -> resource != null && resource.fhirType().equals(type))
                .toList();
    return new LookUp(found, null);
  }
}
