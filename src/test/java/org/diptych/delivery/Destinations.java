package org.diptych.delivery;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Destinations for tests, configured as a site does, with little patience. */
public final class Destinations {
  private Destinations() {}

  static FhirDestinationConfig at(URI base) {
    return with(Map.of("url", base.toString(), "create", "patient,service-request,imaging-study"));
  }

  /** What a site says under {@code diptych.fhir}; the rest is the default. */
  public static FhirDestinationConfig with(Map<String, String> said) {
    Map<String, String> properties = new HashMap<>();
    properties.put("diptych.fhir.connect-timeout", "PT2S");
    properties.put("diptych.fhir.response-timeout", "PT1.5S");
    said.forEach((key, value) -> properties.put("diptych.fhir." + key, value));
    return new SmallRyeConfigBuilder()
        .withMapping(FhirDestinationConfig.class)
        .withValidateUnknown(false)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(FhirDestinationConfig.class);
  }
}
