package org.diptych.fhir.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reads nothing of a CapabilityStatement but the version, because a statement of another version is
 * no R4.
 */
final class SpokenVersion implements Dialect {
  private static final ObjectMapper JSON = new ObjectMapper();

  private String version = "";

  /** {@code fhirVersion}, empty when none was said. */
  String version() {
    return version;
  }

  @Override
  public String heard(String json) {
    try {
      version = JSON.readTree(json).path("fhirVersion").asText("");
    } catch (JsonProcessingException notJson) {
      version = "";
    }
    return "{\"resourceType\":\"CapabilityStatement\"}";
  }

  @Override
  public String said(String json) {
    return json;
  }
}
