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
    if (answer instanceof FhirAnswer.Done<Bundle> done) {
      return new LookUp(ofType(done.value(), type), null);
    }
    if (answer instanceof FhirAnswer.Refused<Bundle> refused) {
      return objection("FHIR server refused to look for " + type, refused.status());
    }
    if (answer instanceof FhirAnswer.Unsupported<Bundle> unsupported) {
      return objection("FHIR server cannot look for " + type, unsupported.status());
    }
    if (answer instanceof FhirAnswer.Conflict<Bundle> conflict) {
      throw DestinationUnavailable.of(conflict);
    }
    throw DestinationUnavailable.of((FhirAnswer.Unavailable<Bundle>) answer);
  }

  private static LookUp objection(String what, int status) {
    return new LookUp(List.of(), what + " with HTTP " + status);
  }

  /** The matches of a searchset, without what else a server puts there. */
  static List<Resource> ofType(Bundle searchset, String type) {
    return searchset.getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .filter(resource -> resource != null && resource.fhirType().equals(type))
        .toList();
  }
}
