package org.diptych.fhir.validation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether what is written is validated first. */
@ConfigMapping(prefix = "diptych.fhir")
public interface ValidationConfig {
  /**
   * Whether every resource is held to FHIR R4 and its profile before it is sent; what is invalid is
   * set aside. Costs seconds of CPU at the start and some milliseconds for each resource.
   */
  @WithDefault("false")
  boolean validate();
}
