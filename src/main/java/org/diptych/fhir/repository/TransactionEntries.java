package org.diptych.fhir.repository;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The entries of a transaction, checked for everything that needs no database. */
record TransactionEntries(List<Create> creates, List<Update> updates, List<Read> reads, int size) {
  /** POST, conditional where {@code ifNoneExist} is given. */
  record Create(
      int index,
      @Nullable String fullUrl,
      Resource resource,
      @Nullable String ifNoneExist,
      String newId) {}

  /** PUT of an id, or of what the criteria select. */
  record Update(
      int index,
      @Nullable String fullUrl,
      Resource resource,
      @Nullable String id,
      @Nullable String criteria,
      @Nullable String ifMatch) {}

  /** GET: answered after the writes. */
  record Read(int index, String url) {}

  static TransactionEntries of(Bundle bundle, Supplier<String> newId) {
    if (bundle.getType() != BundleType.TRANSACTION) {
      throw Refusal.notSupported("Only a Bundle of type 'transaction' is taken here.");
    }
    List<Create> creates = new ArrayList<>();
    List<Update> updates = new ArrayList<>();
    List<Read> reads = new ArrayList<>();
    Set<String> fullUrls = new HashSet<>();
    for (int index = 0; index < bundle.getEntry().size(); index++) {
      BundleEntryComponent entry = bundle.getEntry().get(index);
      BundleEntryRequestComponent request = entry.getRequest();
      if (request.hasIfNoneMatch() || request.hasIfModifiedSince()) {
        throw refused(index, "has a condition that is not supported in a transaction");
      }
      if (entry.hasFullUrl() && !fullUrls.add(entry.getFullUrl())) {
        throw refused(index, "has the same fullUrl as another");
      }
      if (!request.hasMethod() || !request.hasUrl()) {
        throw refused(index, "has no request method or url");
      }
      switch (request.getMethod()) {
        case POST -> creates.add(create(index, entry, newId.get()));
        case PUT -> updates.add(update(index, entry));
        case GET -> reads.add(new Read(index, request.getUrl()));
        default -> throw refused(index, "has a method that is not supported");
      }
    }
    return new TransactionEntries(creates, updates, reads, bundle.getEntry().size());
  }

  private static Create create(int index, BundleEntryComponent entry, String newId) {
    Resource resource = resource(index, entry);
    if (!entry.getRequest().getUrl().equals(resource.fhirType())) {
      throw refused(index, "has a url that is not the type of its resource");
    }
    return new Create(
        index, entry.getFullUrl(), resource, entry.getRequest().getIfNoneExist(), newId);
  }

  private static Update update(int index, BundleEntryComponent entry) {
    Resource resource = resource(index, entry);
    String url = entry.getRequest().getUrl();
    @Nullable String ifMatch = Etag.version(entry.getRequest().getIfMatch());
    String type = resource.fhirType();
    if (url.startsWith(type + "?")) {
      return new Update(index, entry.getFullUrl(), resource, null, url, ifMatch);
    }
    String prefix = type + "/";
    if (!url.startsWith(prefix)) {
      throw refused(index, "has a url that is not the type and id of its resource");
    }
    String id = url.substring(prefix.length());
    if (!id.equals(resource.getIdElement().getIdPart())) {
      throw refused(index, "has a resource whose id is not the one in its url");
    }
    Repository.requireId(id);
    return new Update(index, entry.getFullUrl(), resource, id, null, ifMatch);
  }

  private static Resource resource(int index, BundleEntryComponent entry) {
    @Nullable Resource resource = entry.getResource();
    if (resource == null) {
      throw refused(index, "has no resource");
    }
    ResourceTypes.require(resource.fhirType());
    return resource;
  }

  /** Entries are told by their place, counted from 0 as in FHIRPath. */
  static RuntimeException refused(int index, String why) {
    return Refusal.invalid("Bundle.entry[" + index + "] " + why + ".");
  }
}
