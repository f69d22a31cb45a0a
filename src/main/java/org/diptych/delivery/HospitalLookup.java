package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.UrlUtil;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;

/**
 * Finds on the hospital's own server what is the hospital's to create there, so that the
 * transaction refers to it instead of creating it.
 */
final class HospitalLookup {
  private final FhirContext context;
  private final FhirServer server;
  private final Set<String> theirs = types(Set.of(HospitalResource.values()));
  private final Set<String> mayCreate;
  private final boolean everything;

  /**
   * @param everything whether also what may be created is looked for, because creating it met a
   *     conflict
   */
  HospitalLookup(
      FhirContext context, FhirServer server, Set<HospitalResource> mayCreate, boolean everything) {
    this.context = context;
    this.server = server;
    this.mayCreate = types(mayCreate);
    this.everything = everything;
  }

  private static Set<String> types(Set<HospitalResource> resources) {
    return resources.stream().map(HospitalResource::type).collect(Collectors.toSet());
  }

  /** Changes the transaction; says why it must not be sent where something is not there. */
  Optional<String> resolve(Bundle transaction) {
    Places places = new Places(context);
    for (BundleEntryComponent entry : transaction.getEntry()) {
      if (!isLookedFor(entry)) {
        continue;
      }
      String type = entry.getResource().fhirType();
      String condition = entry.getRequest().getIfNoneExist();
      LookUp there = LookUp.of(server, type, condition + "&_count=20");
      if (there.objection() != null) {
        return Optional.of(there.objection());
      }
      List<Resource> found = there.found();
      if (found.isEmpty() && !isTheirsAlone(type)) {
        continue;
      }
      if (found.isEmpty() || (found.size() > 1 && theirs.contains(type))) {
        return Optional.of(
            (found.isEmpty() ? "FHIR server has no " : "FHIR server has more than one ")
                + type
                + " with our identifier of system "
                + system(condition));
      }
      // Of several Devices of one model, which a race made, everybody takes the same.
      Resource one = Duplicates.oldest(found);
      places.put(entry, type + "/" + one.getIdElement().getIdPart());
    }
    transaction.getEntry().removeIf(places::has);
    transaction.getEntry().forEach(places::refer);
    return Optional.empty();
  }

  private boolean isLookedFor(BundleEntryComponent entry) {
    return entry.getRequest().hasIfNoneExist()
        && (everything || isTheirsAlone(entry.getResource().fhirType()));
  }

  private boolean isTheirsAlone(String type) {
    return theirs.contains(type) && !mayCreate.contains(type);
  }

  /** The system alone: the value leads to the patient. */
  private static String system(String condition) {
    String[] token = UrlUtil.unescape(condition).replaceFirst("^identifier=", "").split("\\|", 2);
    return token.length == 2 ? token[0] : "unknown";
  }
}
