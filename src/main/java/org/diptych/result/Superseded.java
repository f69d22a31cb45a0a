package org.diptych.result;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * What an earlier reading wrote and the new one does not speak of any more: another model's
 * results, or findings where the model now abstains. They are cancelled in the same transaction, so
 * that nobody reads them beside the new ones.
 */
final class Superseded {
  private final FhirContext context;

  Superseded(FhirContext context) {
    this.context = context;
  }

  /** Adds to the new transaction what of the earlier one must be withdrawn. */
  void withdraw(Bundle earlier, Bundle now) {
    Set<String> there =
        now.getEntry().stream().map(BundleEntryComponent::getFullUrl).collect(Collectors.toSet());
    List<BundleEntryComponent> stale =
        earlier.getEntry().stream()
            .filter(entry -> isResult(entry) && !there.contains(entry.getFullUrl()))
            .toList();
    Set<String> needed = new HashSet<>();
    for (BundleEntryComponent entry : stale) {
      cancel(entry.getResource());
      needed.addAll(references(entry.getResource()));
    }
    // The old Device or order, if the new reading has another, so that every reference resolves.
    earlier.getEntry().stream()
        .filter(entry -> entry.getRequest().hasIfNoneExist())
        .filter(entry -> needed.contains(entry.getFullUrl()))
        .filter(entry -> !there.contains(entry.getFullUrl()))
        .forEach(now::addEntry);
    stale.forEach(now::addEntry);
  }

  private static boolean isResult(BundleEntryComponent entry) {
    return entry.getRequest().getMethod() == HTTPVerb.PUT
        && (entry.getResource() instanceof Observation
            || entry.getResource() instanceof DiagnosticReport);
  }

  private static void cancel(Resource result) {
    if (result instanceof Observation observation) {
      observation.setStatus(ObservationStatus.CANCELLED);
    }
    if (result instanceof DiagnosticReport report) {
      report.setStatus(DiagnosticReportStatus.CANCELLED);
    }
  }

  private Set<String> references(Resource resource) {
    return context
        .newTerser()
        .getAllPopulatedChildElementsOfType(resource, Reference.class)
        .stream()
        .map(Reference::getReference)
        .filter(reference -> reference != null)
        .collect(Collectors.toSet());
  }
}
