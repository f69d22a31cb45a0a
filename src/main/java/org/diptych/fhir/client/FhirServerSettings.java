package org.diptych.fhir.client;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach a FHIR server.
 *
 * @param responseTimeout how long the server may be silent
 */
public record FhirServerSettings(URI base, Duration connectTimeout, Duration responseTimeout) {}
