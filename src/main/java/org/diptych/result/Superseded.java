package org.diptych.result;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * What an earlier reading wrote and the new one does not speak of any more: another model's
 * results, or findings where the model now abstains. They are cancelled in the same transaction, so
 * that nobody reads them beside the new ones. What never should have been written is {@code
 * entered-in-error} instead.
 */
final class Superseded {
  private final FhirContext context;

  Superseded(FhirContext context) {
    this.context = context;
  }

  /** Adds to the new transaction what of the earlier one is overtaken. */
  void withdraw(Bundle earlier, Bundle now) {
    end(earlier, now, false);
  }

  /** Adds to the transaction that everything the earlier one says holds no longer. */
  void retract(Bundle earlier, Bundle now) {
    end(earlier, now, true);
  }

  private void end(Bundle earlier, Bundle now, boolean inError) {
    Set<String> there =
        now.getEntry().stream().map(BundleEntryComponent::getFullUrl).collect(Collectors.toSet());
    List<BundleEntryComponent> stale =
        earlier.getEntry().stream()
            .filter(entry -> isResult(entry) && !there.contains(entry.getFullUrl()))
            .toList();
    stale.forEach(entry -> end(entry.getResource(), inError));
    // The old Device or order, if the new reading has another, so that every reference resolves.
    Set<String> needed = reached(earlier, stale);
    earlier.getEntry().stream()
        .filter(entry -> entry.getRequest().hasIfNoneExist())
        .filter(entry -> needed.contains(entry.getFullUrl()))
        .filter(entry -> !there.contains(entry.getFullUrl()))
        .forEach(now::addEntry);
    stale.forEach(now::addEntry);
  }

  static boolean isResult(BundleEntryComponent entry) {
    return entry.getRequest().getMethod() == HTTPVerb.PUT
        && (entry.getResource() instanceof Observation
            || entry.getResource() instanceof DiagnosticReport
            || entry.getResource() instanceof DetectedIssue);
  }

  private static void end(Resource result, boolean inError) {
    if (result instanceof Observation observation
        && observation.getStatus() != ObservationStatus.ENTEREDINERROR) {
      observation.setStatus(
          inError ? ObservationStatus.ENTEREDINERROR : ObservationStatus.CANCELLED);
    }
    if (result instanceof DiagnosticReport report
        && report.getStatus() != DiagnosticReportStatus.ENTEREDINERROR) {
      report.setStatus(
          inError ? DiagnosticReportStatus.ENTEREDINERROR : DiagnosticReportStatus.CANCELLED);
    }
    if (result instanceof DetectedIssue issue
        && issue.getStatus() != DetectedIssueStatus.ENTEREDINERROR) {
      issue.setStatus(inError ? DetectedIssueStatus.ENTEREDINERROR : DetectedIssueStatus.CANCELLED);
    }
  }

  /** Everything that the resources refer to, directly or through others. */
  private Set<String> reached(Bundle bundle, List<BundleEntryComponent> from) {
    Map<String, Resource> all =
        bundle.getEntry().stream()
            .collect(
                Collectors.toMap(
                    BundleEntryComponent::getFullUrl, BundleEntryComponent::getResource));
    Set<String> reached = new HashSet<>();
    Deque<Resource> open =
        from.stream()
            .map(BundleEntryComponent::getResource)
            .collect(Collectors.toCollection(ArrayDeque::new));
    while (!open.isEmpty()) {
      for (String reference : references(open.remove())) {
        Resource resource = all.get(reference);
        if (reached.add(reference) && resource != null) {
          open.add(resource);
        }
      }
    }
    return reached;
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
