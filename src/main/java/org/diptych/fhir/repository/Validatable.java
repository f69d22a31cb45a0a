package org.diptych.fhir.repository;

import org.hl7.fhir.r4.model.Resource;

/** What {@code $validate} needs to know of a resource type. */
interface Validatable {
  Class<? extends Resource> type();

  /** The resource as it is here. */
  Resource held(String id);

  /** What the validator is given of the resource. */
  Resource checked(Resource sent);

  /** Refuses what is valid and would not be kept here all the same, as a write would. */
  void requireKept(Resource sent);
}
