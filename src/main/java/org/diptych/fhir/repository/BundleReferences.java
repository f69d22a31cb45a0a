package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;

/**
 * The references inside a transaction: to other entries by their fullUrl, to what criteria select,
 * and to resources that must be here when the transaction ends.
 */
final class BundleReferences {
  private static final Pattern CONDITIONAL = Pattern.compile("([A-Z][A-Za-z]+)\\?.+");
  private static final Pattern LITERAL = Pattern.compile("([A-Z][A-Za-z]+)/([^/]+)(/_history/.+)?");

  private final Repository repository;
  private final WriteSession session;
  private final ResourceText text;
  private final String ownBase;
  private final Map<String, String> targets;

  /** What must exist at the end, with the entry that says so. */
  private final Map<String, Integer> required = new HashMap<>();

  BundleReferences(
      Repository repository,
      WriteSession session,
      ResourceText text,
      String ownBase,
      Map<String, String> targets) {
    this.repository = repository;
    this.session = session;
    this.text = text;
    this.ownBase = ownBase;
    this.targets = targets;
  }

  /** A copy of the resource whose references are those it will have here. */
  Resource resolved(int index, @Nullable String fullUrl, Resource original) throws SQLException {
    Resource resource = original.copy();
    text.relativeTo(ownBase, resource);
    for (Reference reference : text.references(resource)) {
      if (reference.hasReference() && !reference.getReference().startsWith("#")) {
        reference.setReference(resolve(index, fullUrl, reference.getReference()));
      }
    }
    for (UriType uri : text.uris(resource)) {
      @Nullable String target = targets.get(uri.getValue());
      if (target != null) {
        uri.setValue(target);
      }
    }
    return resource;
  }

  /** Local references to types that are held here may not dangle after a transaction. */
  void requireTargets() throws SQLException {
    for (Map.Entry<String, Integer> target : required.entrySet()) {
      String[] typeAndId = target.getKey().split("/");
      if (!session.table().exists(typeAndId[0], typeAndId[1])) {
        throw TransactionEntries.refused(
            target.getValue(), "refers to a " + typeAndId[0] + " that is not here");
      }
    }
  }

  private String resolve(int index, @Nullable String fullUrl, String reference)
      throws SQLException {
    @Nullable String target = targets.get(reference);
    if (target == null && fullUrl != null) {
      target = targets.get(beside(fullUrl, reference));
    }
    if (target != null) {
      return target;
    }
    if (reference.startsWith("urn:")) {
      throw TransactionEntries.refused(index, "refers to an entry that is not in the bundle");
    }
    Matcher conditional = CONDITIONAL.matcher(reference);
    if (conditional.matches()) {
      return selected(index, conditional.group(1), reference);
    }
    Matcher literal = LITERAL.matcher(reference);
    if (literal.matches() && ResourceTypes.named(literal.group(1)).isPresent()) {
      required.put(literal.group(1) + "/" + literal.group(2), index);
    }
    return reference;
  }

  /** FHIR R4 section 3.1.0.11.2: no match, or several, fail the transaction. */
  private String selected(int index, String type, String reference) throws SQLException {
    Search criteria = repository.criteria(ResourceTypes.require(type), reference, ownBase);
    Version match =
        session
            .onlyMatch(criteria)
            .orElseThrow(
                () ->
                    TransactionEntries.refused(
                        index, "refers by criteria to a " + type + " that is not here"));
    return type + "/" + match.id();
  }

  /** A relative reference is relative to the server that its own entry's fullUrl names. */
  private static String beside(String fullUrl, String reference) {
    String[] segments = fullUrl.split("/");
    if (segments.length < 3 || !LITERAL.matcher(reference).matches()) {
      return reference;
    }
    int typeAndId =
        segments[segments.length - 2].length() + segments[segments.length - 1].length() + 1;
    return fullUrl.substring(0, fullUrl.length() - typeAndId) + reference;
  }
}
