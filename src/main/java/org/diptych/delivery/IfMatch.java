package org.diptych.delivery;

import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;

/** Writes over what is there only as it was looked at (FHIR R4 section 3.1.0.5). */
final class IfMatch {
  private IfMatch() {}

  /** Sends the entry to the id of what is there, with its version where the server said one. */
  static void address(BundleEntryComponent entry, Resource there) {
    entry.getRequest().setUrl(there.fhirType() + "/" + there.getIdElement().getIdPart());
    String version = there.getMeta().getVersionId();
    if (version != null) {
      entry.getRequest().setIfMatch("W/\"" + version + "\"");
    }
  }
}
