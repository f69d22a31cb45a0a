package org.diptych.delivery;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.diptych.fhir.OwnResult;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Addresses what an earlier version of the case wrote by id and {@code If-Match}, so that nothing
 * that changed since it was looked at is overwritten, and nothing that a person has made their own.
 */
final class EarlierResults {
  private static final String LABELS = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
  private static final Set<String> UNVERIFIED =
      Set.of("preliminary", "cancelled", "entered-in-error");

  /** Identifiers of one search: its URL stays well below what proxies take. */
  private static final int AT_ONCE = 25;

  private final FhirTerser terser;
  private final FhirServer server;

  EarlierResults(FhirContext context, FhirServer server) {
    this.terser = context.newTerser();
    this.server = server;
  }

  /** Changes the transaction; says why it must not be sent where a result is no longer ours. */
  Optional<String> match(Bundle transaction) {
    Map<String, List<BundleEntryComponent>> byType =
        transaction.getEntry().stream()
            .filter(entry -> entry.getRequest().getMethod() == HTTPVerb.PUT)
            .filter(entry -> entry.getRequest().getUrl().contains("?identifier="))
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getResource().fhirType(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (Map.Entry<String, List<BundleEntryComponent>> each : byType.entrySet()) {
      List<BundleEntryComponent> entries = each.getValue();
      for (int from = 0; from < entries.size(); from += AT_ONCE) {
        List<BundleEntryComponent> some =
            entries.subList(from, Math.min(entries.size(), from + AT_ONCE));
        Optional<String> objection = match(each.getKey(), some);
        if (objection.isPresent()) {
          return objection;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> match(String type, List<BundleEntryComponent> entries) {
    String query =
        entries.stream()
            .map(entry -> entry.getRequest().getUrl().replaceFirst("^.*\\?identifier=", ""))
            .collect(Collectors.joining(",", "identifier=", "&_count=100"));
    LookUp looked = LookUp.of(server, type, query);
    if (looked.objection() != null) {
      return Optional.of(looked.objection());
    }
    for (BundleEntryComponent entry : entries) {
      List<String> wanted = identifiers(entry.getResource());
      List<Resource> there = new ArrayList<>(looked.found());
      there.removeIf(resource -> identifiers(resource).stream().noneMatch(wanted::contains));
      if (there.isEmpty()) {
        continue; // it is created
      }
      for (Resource earlier : there) {
        if (!unverified(earlier)) {
          return Optional.of(
              type + "/" + earlier.getIdElement().getIdPart() + " was made a person's own");
        }
      }
      Resource kept = Duplicates.oldest(there);
      there.remove(kept);
      new Duplicates(server).withdraw(there);
      entry.getResource().setId(kept.getIdElement().getIdPart());
      IfMatch.address(entry, kept);
    }
    return Optional.empty();
  }

  private List<String> identifiers(Resource resource) {
    return terser.getValues(resource, "identifier", Identifier.class).stream()
        .filter(OwnResult::is)
        .map(Identifier::getValue)
        .toList();
  }

  private boolean unverified(Resource resource) {
    List<PrimitiveType> status = terser.getValues(resource, "status", PrimitiveType.class);
    return resource.getMeta().getSecurity(LABELS, "AIAST") != null
        && status.stream().allMatch(each -> UNVERIFIED.contains(each.getValueAsString()));
  }
}
