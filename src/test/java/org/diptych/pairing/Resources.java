package org.diptych.pairing;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What a FHIR server holds, by the business identifiers that transactions address it with. */
final class Resources {
  private final FhirContext context;
  private final Map<String, Resource> held = new TreeMap<>();
  private final Map<String, String> places = new HashMap<>();

  Resources(FhirContext context) {
    this.context = context;
  }

  void take(Bundle transaction) {
    for (BundleEntryComponent entry : transaction.getEntry()) {
      boolean ours = entry.getRequest().getMethod() == HTTPVerb.PUT;
      String place =
          ours
              ? entry.getRequest().getUrl()
              : entry.getRequest().getUrl() + "?" + entry.getRequest().getIfNoneExist();
      places.put(entry.getFullUrl(), place);
      if (ours) {
        held.put(place, entry.getResource());
      } else {
        held.putIfAbsent(place, entry.getResource());
      }
    }
  }

  /** Diagnostic reports that are in force. */
  List<DiagnosticReport> reports() {
    return held.values().stream()
        .filter(Resources::inForce)
        .filter(DiagnosticReport.class::isInstance)
        .map(DiagnosticReport.class::cast)
        .toList();
  }

  /** The identifier of the patient that each report in force is of, in the order of reports. */
  List<String> subjects() {
    return reports().stream()
        .map(report -> (Patient) held.get(places.get(report.getSubject().getReference())))
        .map(patient -> patient.getIdentifierFirstRep().getValue())
        .toList();
  }

  /**
   * Every Observation and DiagnosticReport in force, and with it where everything that it refers to
   * is. Left out is what tells only how it came to be: Provenance, one for each reading; results
   * that were withdrawn; and resources of the hospital, which are created where absent and never
   * changed, so that they show the first word that was said of them.
   */
  Map<String, String> inForce() {
    Map<String, String> inForce = new TreeMap<>();
    held.forEach(
        (place, resource) -> {
          if (inForce(resource)) {
            inForce.put(place, text(resource));
          }
        });
    return inForce;
  }

  private static boolean inForce(Resource resource) {
    if (resource instanceof Observation observation) {
      return observation.getStatus() == ObservationStatus.PRELIMINARY;
    }
    return resource instanceof DiagnosticReport report
        && report.getStatus() == DiagnosticReportStatus.PRELIMINARY;
  }

  private String text(Resource resource) {
    String json = context.newJsonParser().setPrettyPrint(true).encodeResourceToString(resource);
    for (Reference reference :
        context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class)) {
      String place = places.get(reference.getReference());
      if (place != null) {
        json = json.replace(reference.getReference(), place);
      }
    }
    return json;
  }

  /** Places that references of results in force lead to and where nothing is. */
  List<String> missing() {
    Set<String> missing = new HashSet<>();
    held.values().stream()
        .filter(Resources::inForce)
        .flatMap(
            each ->
                context
                    .newTerser()
                    .getAllPopulatedChildElementsOfType(each, Reference.class)
                    .stream())
        .map(Reference::getReference)
        .filter(reference -> reference != null && reference.startsWith("urn:uuid:"))
        .filter(reference -> !held.containsKey(places.getOrDefault(reference, "")))
        .forEach(missing::add);
    return new ArrayList<>(missing);
  }
}
