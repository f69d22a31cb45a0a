package org.diptych.fhir.repository;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/** Writes what was found as a Bundle with its links. */
final class Bundles {
  private static final String CURSOR = "_cursor";

  private final ResourceText text;
  private final String ownBase;

  Bundles(ResourceText text, String ownBase) {
    this.text = text;
    this.ownBase = ownBase;
  }

  Bundle searchset(String url, Map<String, String[]> parameters, Found found) {
    Bundle bundle = page(BundleType.SEARCHSET, url, parameters, found);
    for (Version version : found.versions()) {
      entry(bundle, version).getSearch().setMode(SearchEntryMode.MATCH);
    }
    for (Version version : found.included()) {
      entry(bundle, version).getSearch().setMode(SearchEntryMode.INCLUDE);
    }
    if (found.incomplete()) {
      bundle.addEntry().setResource(moreIncluded()).getSearch().setMode(SearchEntryMode.OUTCOME);
    }
    return bundle;
  }

  Bundle history(String url, Map<String, String[]> parameters, Found found) {
    Bundle bundle = page(BundleType.HISTORY, url, parameters, found);
    for (Version version : found.versions()) {
      BundleEntryComponent entry = entry(bundle, version);
      entry
          .getRequest()
          .setMethod(version.number() == 1 ? HTTPVerb.POST : HTTPVerb.PUT)
          .setUrl(version.number() == 1 ? version.type() : version.type() + "/" + version.id());
      entry
          .getResponse()
          .setStatus(version.number() == 1 ? "201 Created" : "200 OK")
          .setEtag(Etag.of(version))
          .setLastModified(entry.getResource().getMeta().getLastUpdated());
    }
    return bundle;
  }

  private static OperationOutcome moreIncluded() {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.WARNING)
        .setCode(IssueType.INCOMPLETE)
        .setDiagnostics(
            "Not everything that _include and _revinclude ask for is on this page; ask for smaller"
                + " pages with _count.");
    return outcome;
  }

  private Bundle page(BundleType type, String url, Map<String, String[]> parameters, Found found) {
    Bundle bundle = new Bundle().setType(type).setTotal((int) found.total());
    String[] here = parameters.getOrDefault(CURSOR, new String[0]);
    bundle
        .addLink()
        .setRelation("self")
        .setUrl(link(url, parameters, here.length == 0 ? null : here[0]));
    bundle.addLink().setRelation("first").setUrl(link(url, parameters, null));
    link(bundle, "previous", url, parameters, found.previous());
    link(bundle, "next", url, parameters, found.next());
    return bundle;
  }

  private static void link(
      Bundle bundle,
      String relation,
      String url,
      Map<String, String[]> parameters,
      Page.@Nullable Cursor to) {
    if (to != null) {
      bundle.addLink().setRelation(relation).setUrl(link(url, parameters, to.toString()));
    }
  }

  private BundleEntryComponent entry(Bundle bundle, Version version) {
    return bundle
        .addEntry()
        .setFullUrl(ownBase + "/" + version.type() + "/" + version.id())
        .setResource(text.read(version));
  }

  private static String link(
      String url, Map<String, String[]> parameters, @Nullable String cursor) {
    StringJoiner query = new StringJoiner("&", url + "?", "").setEmptyValue(url);
    parameters.forEach(
        (name, values) -> {
          if (!name.equals(CURSOR)) {
            for (String value : values) {
              query.add(encoded(name) + "=" + encoded(value));
            }
          }
        });
    if (cursor != null) {
      query.add(CURSOR + "=" + encoded(cursor));
    }
    return query.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
