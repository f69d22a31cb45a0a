package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import ca.uhn.fhir.util.UrlUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Finds on the hospital's own server what is the hospital's to create there, so that the
 * transaction refers to it instead of creating it.
 */
final class HospitalLookup {
  private final FhirContext context;
  private final FhirServer server;
  private final Set<String> looked;

  HospitalLookup(FhirContext context, FhirServer server, Set<HospitalResource> mayCreate) {
    this.context = context;
    this.server = server;
    looked =
        Stream.of(HospitalResource.values())
            .filter(each -> !mayCreate.contains(each))
            .map(HospitalResource::type)
            .collect(Collectors.toSet());
  }

  /** Changes the transaction; says why it must not be sent where something is not there. */
  Optional<String> resolve(Bundle transaction) {
    Map<String, String> places = new HashMap<>();
    for (BundleEntryComponent entry : transaction.getEntry()) {
      if (!isTheirs(entry)) {
        continue;
      }
      String type = entry.getResource().fhirType();
      String condition = entry.getRequest().getIfNoneExist();
      LookUp there = LookUp.of(server, type, condition + "&_count=2");
      if (there.objection() != null) {
        return Optional.of(there.objection());
      }
      List<Resource> found = there.found();
      if (found.size() != 1) {
        return Optional.of(
            (found.isEmpty() ? "FHIR server has no " : "FHIR server has more than one ")
                + type
                + " with our identifier of system "
                + system(condition));
      }
      places.put(entry.getFullUrl(), type + "/" + found.get(0).getIdElement().getIdPart());
    }
    transaction.getEntry().removeIf(entry -> places.containsKey(entry.getFullUrl()));
    refer(transaction, places);
    return Optional.empty();
  }

  private boolean isTheirs(BundleEntryComponent entry) {
    return entry.getRequest().hasIfNoneExist() && looked.contains(entry.getResource().fhirType());
  }

  /** The system alone: the value leads to the patient. */
  private static String system(String condition) {
    String[] token = UrlUtil.unescape(condition).replaceFirst("^identifier=", "").split("\\|", 2);
    return token.length == 2 ? token[0] : "unknown";
  }

  private void refer(Bundle transaction, Map<String, String> places) {
    FhirTerser terser = context.newTerser();
    for (BundleEntryComponent entry : transaction.getEntry()) {
      terser
          .getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class)
          .forEach(
              reference -> {
                String place = places.get(reference.getReference());
                if (place != null) {
                  reference.setReference(place);
                }
              });
    }
  }
}
