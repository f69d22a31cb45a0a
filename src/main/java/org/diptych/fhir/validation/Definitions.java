package org.diptych.fhir.validation;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** Everything the implementation guide defines. */
final class Definitions {
  private Definitions() {}

  /** The definitions that a validator needs. */
  static List<Resource> ours() {
    List<Resource> all = new ArrayList<>(Profiles.all());
    all.addAll(Terminology.all());
    return all;
  }
}
