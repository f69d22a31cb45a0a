package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.diptych.fhir.repository.TransactionEntries.Create;
import org.diptych.fhir.repository.TransactionEntries.Read;
import org.diptych.fhir.repository.TransactionEntries.Update;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a transaction in one write: identities first, then references, then POST, PUT and GET
 * (FHIR R4, section 3.1.0.11.2). May be carried out again from the start, so it changes copies
 * only.
 */
final class TransactionRun {
  private final Repository repository;
  private final ResourceText text;
  private final String ownBase;

  TransactionRun(Repository repository, ResourceText text, String ownBase) {
    this.repository = repository;
    this.text = text;
    this.ownBase = ownBase;
  }

  Bundle in(WriteSession session, TransactionEntries entries) throws SQLException {
    Map<Integer, Version> existing = matchesOf(session, entries);
    Map<Integer, String> ids = idsOf(session, entries, existing);
    BundleReferences references =
        new BundleReferences(repository, session, text, ownBase, targets(entries, ids));
    BundleEntryComponent[] answers = new BundleEntryComponent[entries.size()];
    for (Create create : entries.creates()) {
      @Nullable Version match = existing.get(create.index());
      answers[create.index()] =
          answer(
              match != null
                  ? new Written(match, Written.Effect.UNCHANGED)
                  : session.create(
                      references.resolved(create.index(), create.fullUrl(), create.resource()),
                      idOf(ids, create.index())));
    }
    for (Update update : entries.updates()) {
      Resource resource = references.resolved(update.index(), update.fullUrl(), update.resource());
      answers[update.index()] =
          answer(session.update(resource, idOf(ids, update.index()), update.ifMatch()));
    }
    references.requireTargets();
    for (Read read : entries.reads()) {
      answers[read.index()] = new TransactionReads(repository, text, ownBase).answer(session, read);
    }
    Bundle response = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
    response.setEntry(Arrays.asList(answers));
    return response;
  }

  private Map<Integer, Version> matchesOf(WriteSession session, TransactionEntries entries)
      throws SQLException {
    Map<Integer, Version> matches = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Create create : entries.creates()) {
      @Nullable String condition = create.ifNoneExist();
      if (condition != null) {
        requireFirst(seen, create.resource().fhirType() + "?" + condition, create.index());
        Search criteria = repository.criteria(create.resource(), condition, ownBase);
        Optional<Version> match = session.onlyMatch(criteria);
        if (match.isPresent()) {
          matches.put(create.index(), match.get());
        } else {
          AskedIdentifiers.require(create.resource(), condition);
        }
      }
    }
    return matches;
  }

  private Map<Integer, String> idsOf(
      WriteSession session, TransactionEntries entries, Map<Integer, Version> existing)
      throws SQLException {
    Map<Integer, String> ids = new HashMap<>();
    Set<String> written = new HashSet<>();
    for (Create create : entries.creates()) {
      @Nullable Version match = existing.get(create.index());
      ids.put(create.index(), match == null ? create.newId() : match.id());
    }
    for (Update update : entries.updates()) {
      @Nullable String id = update.id();
      @Nullable String condition = update.criteria();
      if (id == null && condition != null) {
        requireFirst(written, condition, update.index());
        AskedIdentifiers.require(update.resource(), condition);
        id =
            repository.idWhere(
                session,
                repository.criteria(update.resource(), condition, ownBase),
                update.resource().getIdElement().getIdPart());
      }
      String found = String.valueOf(id);
      requireFirst(written, update.resource().fhirType() + "/" + found, update.index());
      ids.put(update.index(), found);
    }
    return ids;
  }

  private static void requireFirst(Set<String> seen, String identity, int index) {
    if (!seen.add(identity)) {
      throw TransactionEntries.refused(index, "writes the same resource as another entry");
    }
  }

  private static Map<String, String> targets(TransactionEntries entries, Map<Integer, String> ids) {
    Map<String, String> targets = new HashMap<>();
    entries
        .creates()
        .forEach(e -> target(targets, e.fullUrl(), e.resource(), idOf(ids, e.index())));
    entries
        .updates()
        .forEach(e -> target(targets, e.fullUrl(), e.resource(), idOf(ids, e.index())));
    return targets;
  }

  private static void target(
      Map<String, String> targets, @Nullable String fullUrl, Resource resource, String id) {
    if (fullUrl != null) {
      targets.put(fullUrl, resource.fhirType() + "/" + id);
    }
  }

  private static String idOf(Map<Integer, String> ids, int index) {
    return String.valueOf(ids.get(index));
  }

  private static BundleEntryComponent answer(Written written) {
    Version version = written.version();
    BundleEntryComponent entry = new BundleEntryComponent();
    entry
        .getResponse()
        .setStatus(written.created() ? "201 Created" : "200 OK")
        .setLocation(version.type() + "/" + version.id() + "/_history/" + version.number())
        .setEtag(Etag.of(version))
        .setLastModified(new Date(version.lastUpdated()));
    return entry;
  }
}
