package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Writes the entries of a transaction one after the other: what is referred to first, the report as
 * late as that allows, because it makes the rest visible. Each write is conditional or goes to an
 * id, so that all may begin again after any failure.
 */
final class OrderedWrites {
  private final FhirContext context;
  private final FhirServer server;

  OrderedWrites(FhirContext context, FhirServer server) {
    this.context = context;
    this.server = server;
  }

  /** Writes until one write does not succeed; the value is where everything is. */
  FhirAnswer<List<String>> write(Bundle transaction) {
    Places places = new Places(context);
    List<String> written = new ArrayList<>();
    for (BundleEntryComponent entry : inOrder(transaction, places)) {
      places.refer(entry);
      FhirAnswer<String> place = write(entry);
      if (!(place instanceof FhirAnswer.Done<String> done)) {
        return place.withoutValue();
      }
      places.put(entry, done.value());
      written.add(done.value());
    }
    return new FhirAnswer.Done<>(written);
  }

  private FhirAnswer<String> write(BundleEntryComponent entry) {
    FhirAnswer<Optional<String>> answer = server.write(entry);
    if (!(answer instanceof FhirAnswer.Done<Optional<String>> done)) {
      return answer.withoutValue();
    }
    return done.value().isPresent() ? new FhirAnswer.Done<>(done.value().get()) : find(entry);
  }

  /** A server need not say where a resource is that it had already. */
  private FhirAnswer<String> find(BundleEntryComponent entry) {
    String type = entry.getResource().fhirType();
    String condition =
        entry.getRequest().getMethod() == HTTPVerb.POST
            ? entry.getRequest().getIfNoneExist()
            : entry.getRequest().getUrl().replaceFirst("^.*\\?", "");
    FhirAnswer<Bundle> answer = server.search(type + "?" + condition + "&_count=2");
    if (!(answer instanceof FhirAnswer.Done<Bundle> done)) {
      return answer.withoutValue();
    }
    List<Resource> found = LookUp.ofType(done.value(), type);
    return found.size() == 1
        ? new FhirAnswer.Done<>(type + "/" + found.get(0).getIdElement().getIdPart())
        : new FhirAnswer.Unavailable<>(200, "incomplete answer");
  }

  private static List<BundleEntryComponent> inOrder(Bundle transaction, Places places) {
    List<BundleEntryComponent> waiting = new ArrayList<>(transaction.getEntry());
    List<BundleEntryComponent> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Set<String> missing =
          waiting.stream().map(BundleEntryComponent::getFullUrl).collect(Collectors.toSet());
      List<BundleEntryComponent> ready =
          waiting.stream().filter(entry -> standsWithout(places, entry, missing)).toList();
      BundleEntryComponent next =
          ready.stream()
              .filter(entry -> !(entry.getResource() instanceof DiagnosticReport))
              .findFirst()
              .or(() -> ready.stream().findFirst())
              .orElseThrow(() -> new IllegalStateException("results refer to each other"));
      waiting.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static boolean standsWithout(
      Places places, BundleEntryComponent entry, Set<String> missing) {
    return places.references(entry).stream()
        .map(Reference::getReference)
        .noneMatch(url -> missing.contains(url) && !url.equals(entry.getFullUrl()));
  }
}
