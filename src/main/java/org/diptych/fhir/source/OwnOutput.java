package org.diptych.fhir.source;

import org.diptych.fhir.OwnResult;
import org.diptych.fhir.validation.Canonical;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * Recognises what the engine wrote itself, which is never read back as input: results by their
 * identifier or their AI label, and the Patient, ServiceRequest and ImagingStudy that it created
 * where a server had none, as long as nobody else has changed them.
 */
final class OwnOutput {
  private static final String AI_LABEL = "AIAST";

  private OwnOutput() {}

  static boolean is(Resource resource) {
    return resource.getMeta().getSecurity().stream().map(Coding::getCode).anyMatch(AI_LABEL::equals)
        || hasResultIdentifier(resource)
        || isCreated(resource);
  }

  private static boolean hasResultIdentifier(Resource resource) {
    Property identifiers = resource.getNamedProperty("identifier");
    if (identifiers == null) {
      return false;
    }
    for (Base each : identifiers.getValues()) {
      if (each instanceof Identifier identifier && OwnResult.is(identifier)) {
        return true;
      }
    }
    return false;
  }

  /** What we create we never change; a later version is somebody else's. */
  private static boolean isCreated(Resource resource) {
    String version = resource.getMeta().getVersionId();
    return (version == null || version.equals("1"))
        && resource.getMeta().getProfile().stream()
            .anyMatch(profile -> Canonical.isOurs(profile.getValue()));
  }
}
