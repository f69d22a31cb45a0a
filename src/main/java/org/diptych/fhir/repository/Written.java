package org.diptych.fhir.repository;

/** What a write came to. */
record Written(Version version, Effect effect) {
  /** Whether anything is different now. */
  enum Effect {
    CREATED,
    UPDATED,
    UNCHANGED
  }

  boolean created() {
    return effect == Effect.CREATED;
  }
}
