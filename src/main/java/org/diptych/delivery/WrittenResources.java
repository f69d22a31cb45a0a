package org.diptych.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.IdType;

/** Reads from a transaction-response where each entry of the transaction is now. */
final class WrittenResources {
  private WrittenResources() {}

  /**
   * Relative references in the order of the transaction, or empty when the answer does not state a
   * success for each entry (FHIR R4 section 3.1.0.11.3). A server need not say where a resource is
   * that it had already.
   */
  static Optional<List<String>> in(Bundle sent, Bundle answer) {
    List<BundleEntryComponent> entries = answer.getEntry();
    if (entries.size() != sent.getEntry().size()
        || !entries.stream().allMatch(WrittenResources::succeeded)) {
      return Optional.empty();
    }
    List<String> references = new ArrayList<>();
    for (BundleEntryComponent entry : entries) {
      String location = entry.getResponse().getLocation();
      IdType id =
          location == null && entry.hasResource()
              ? entry.getResource().getIdElement()
              : new IdType(location);
      if (id.hasResourceType() && id.hasIdPart()) {
        references.add(id.getResourceType() + "/" + id.getIdPart());
      }
    }
    return Optional.of(references);
  }

  private static boolean succeeded(BundleEntryComponent entry) {
    String status = entry.getResponse().getStatus();
    return status != null && status.startsWith("2");
  }
}
