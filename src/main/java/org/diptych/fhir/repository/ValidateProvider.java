package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jspecify.annotations.Nullable;

/** The operation {@code $validate} on one resource type (FHIR R4, section 3.1.0.14 and 3.2.6). */
public final class ValidateProvider implements IResourceProvider {
  private final Validatable type;
  private final Validation validation;

  ValidateProvider(Validatable type, Validation validation) {
    this.type = type;
    this.validation = validation;
  }

  @Override
  public Class<? extends IBaseResource> getResourceType() {
    return type.type();
  }

  /** Says of a resource that is sent, or of the one that the id names, what is wrong with it. */
  @Operation(name = "$validate", idempotent = true, manualRequest = true)
  public OperationOutcome validate(
      @IdParam(optional = true) @Nullable IdType id, RequestDetails request) {
    return validation.outcome(type, id == null ? null : id.getIdPart(), request);
  }
}
