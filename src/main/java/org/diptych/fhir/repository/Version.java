package org.diptych.fhir.repository;

/** One version of one resource as it is kept. */
record Version(String type, String id, long number, long change, long lastUpdated, String content) {
  /** The identity without patient data. */
  @Override
  public String toString() {
    return type + "/" + id + "/_history/" + number;
  }
}
