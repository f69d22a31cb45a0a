package org.diptych.fhir.client;

import java.util.Optional;

/** Which versions of FHIR are understood. */
public interface Dialects {
  /** How a version is spoken (CapabilityStatement.fhirVersion); empty when it is not. */
  Optional<Dialect> of(String fhirVersion);
}
