package org.diptych.fhir.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a FHIR server.
 *
 * @param authorization the whole value of the Authorization header, or null for none
 * @param responseTimeout how long the server may be silent
 */
public record FhirServerSettings(
    URI base, @Nullable String authorization, Duration connectTimeout, Duration responseTimeout) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "FhirServerSettings[" + base + "]";
  }
}
