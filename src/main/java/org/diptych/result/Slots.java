package org.diptych.result;

import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Where the resources that every other one refers to are; null where the reading has none. */
record Slots(
    @Nullable Slot patient,
    @Nullable Slot study,
    @Nullable Slot order,
    @Nullable Slot card,
    Slot device) {
  private static final String DATA_ABSENT_REASON =
      "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  /** The patient, or the statement that nobody said who it is. */
  Reference subject() {
    if (patient != null) {
      return patient.reference();
    }
    Reference unknown = new Reference();
    unknown.addExtension(new Extension(DATA_ABSENT_REASON, new CodeType("unknown")));
    return unknown;
  }
}
