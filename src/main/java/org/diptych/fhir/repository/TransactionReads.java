package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.fhir.repository.TransactionEntries.Read;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.jspecify.annotations.Nullable;

/** GET entries of a transaction: read, read of a version, and search. */
final class TransactionReads {
  private static final Pattern URL =
      Pattern.compile("([A-Z][A-Za-z]+)(?:/([^/?]+)(?:/_history/(\\d{1,18}))?|\\?(.*))");

  private final Repository repository;
  private final ResourceText text;
  private final String ownBase;

  TransactionReads(Repository repository, ResourceText text, String ownBase) {
    this.repository = repository;
    this.text = text;
    this.ownBase = ownBase;
  }

  BundleEntryComponent answer(WriteSession session, Read read) throws SQLException {
    Matcher url = URL.matcher(read.url());
    if (!url.matches()) {
      throw TransactionEntries.refused(read.index(), "has a url that can not be read");
    }
    ResourceType type = ResourceTypes.require(url.group(1));
    return url.group(2) == null
        ? search(session, read.index(), type, url.group(4))
        : read(session, read.index(), type.name(), url.group(2), url.group(3));
  }

  private BundleEntryComponent read(
      WriteSession session, int index, String type, String id, @Nullable String number)
      throws SQLException {
    Optional<Version> found =
        number == null
            ? session.table().current(type, id)
            : session.table().version(type, id, Long.parseLong(number));
    Version version =
        found.orElseThrow(
            () -> TransactionEntries.refused(index, "reads a resource that is not here"));
    BundleEntryComponent entry = new BundleEntryComponent();
    entry.setFullUrl(ownBase + "/" + type + "/" + id).setResource(text.read(version));
    entry
        .getResponse()
        .setStatus("200 OK")
        .setEtag(Etag.of(version))
        .setLastModified(new Date(version.lastUpdated()));
    return entry;
  }

  private BundleEntryComponent search(
      WriteSession session, int index, ResourceType type, String query) throws SQLException {
    var parameters = Search.queryParameters(query);
    String[] summaries = parameters.getOrDefault("_summary", new String[0]);
    if (parameters.containsKey("_elements")
        || !List.of("count", "false").containsAll(List.of(summaries))) {
      throw TransactionEntries.refused(
          index, "asks for parts of resources, which are sent whole in a transaction");
    }
    Search search = Search.of(type, parameters, ownBase, repository.config());
    Found found = Found.in(session, search);
    BundleEntryComponent entry = new BundleEntryComponent();
    entry.setResource(
        new Bundles(text, ownBase).searchset(ownBase + "/" + type.name(), parameters, found));
    entry.getResponse().setStatus("200 OK");
    return entry;
  }
}
