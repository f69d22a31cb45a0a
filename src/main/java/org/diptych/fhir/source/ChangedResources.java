package org.diptych.fhir.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Looks through a server for what changed: search by {@code _lastUpdated}, oldest first. */
public final class ChangedResources {
  private final FhirServer server;

  public ChangedResources(FhirServer server) {
    this.server = server;
  }

  /**
   * One page.
   *
   * @param next address of the next page, or null
   */
  public record Found(List<Change> changes, @Nullable String next) {
    public Found {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A resource as it was when it was found.
   *
   * @param place {@code Type/id}
   */
  public record Change(String place, String version, @Nullable Instant updated) {}

  /** The first page of what changed at or after the time. */
  public FhirAnswer<Found> since(Instant from, String type, List<String> criteria) {
    StringBuilder query =
        new StringBuilder(type)
            .append("?_lastUpdated=ge")
            .append(from)
            .append("&_sort=_lastUpdated&_count=100");
    criteria.forEach(each -> query.append('&').append(each));
    return page(server.search(query.toString()), type);
  }

  /** The page at the address that an earlier one named. */
  public FhirAnswer<Found> next(String address, String type) {
    if (!server.isOurs(address)) {
      return new FhirAnswer.Unavailable<>(0, "next page is elsewhere");
    }
    return page(server.bundle(address), type);
  }

  private static FhirAnswer<Found> page(FhirAnswer<Bundle> answer, String type) {
    if (!(answer instanceof FhirAnswer.Done<Bundle> done)) {
      return answer.withoutValue();
    }
    Bundle bundle = done.value();
    List<Change> changes = new ArrayList<>();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      Resource resource = entry.getResource();
      if (resource != null && resource.fhirType().equals(type)) {
        changes.add(
            new Change(
                type + "/" + resource.getIdElement().getIdPart(),
                String.valueOf(resource.getMeta().getVersionId()),
                resource.getMeta().hasLastUpdated()
                    ? resource.getMeta().getLastUpdated().toInstant()
                    : null));
      }
    }
    var next = bundle.getLink("next");
    return new FhirAnswer.Done<>(new Found(changes, next == null ? null : next.getUrl()));
  }
}
