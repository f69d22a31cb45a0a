package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Reference;

/** Where entries of a transaction are by now, so that the others refer to them there. */
final class Places {
  private final FhirTerser terser;
  private final Map<String, String> byFullUrl = new HashMap<>();

  Places(FhirContext context) {
    this.terser = context.newTerser();
  }

  /** The entry is at {@code Type/id}. */
  void put(BundleEntryComponent entry, String place) {
    byFullUrl.put(entry.getFullUrl(), place);
  }

  boolean has(BundleEntryComponent entry) {
    return byFullUrl.containsKey(entry.getFullUrl());
  }

  /** Makes the entry refer to everything that has a place. */
  void refer(BundleEntryComponent entry) {
    for (Reference reference : references(entry)) {
      String place = byFullUrl.get(reference.getReference());
      if (place != null) {
        reference.setReference(place);
      }
    }
  }

  List<Reference> references(BundleEntryComponent entry) {
    return terser.getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class);
  }
}
