package org.diptych.fhir.repository;

import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** What {@code $validate} needs to know of a resource type. */
interface Validatable {
  Class<? extends Resource> type();

  /** The resource as it is here. */
  Resource held(String id);

  /** What the validator is given of the resource. */
  Resource checked(Resource sent);

  /** Why this repository would not keep what is valid all the same. */
  Optional<String> refusal(Resource sent);
}
