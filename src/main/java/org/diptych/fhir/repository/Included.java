package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a page of matches brings with it: each resource once, in the version that was current when
 * the search began, and never more than allowed.
 */
final class Included {
  private final VersionTable table;
  private final Inclusions wanted;
  private final long seenUpTo;
  private final List<Version> versions = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private boolean incomplete;

  private Included(VersionTable table, Inclusions wanted, long seenUpTo) {
    this.table = table;
    this.wanted = wanted;
    this.seenUpTo = seenUpTo;
  }

  static Included with(List<Version> matches, Inclusions wanted, long seenUpTo, VersionTable table)
      throws SQLException {
    Included included = new Included(table, wanted, seenUpTo);
    matches.forEach(match -> included.known.add(Inclusion.nameOf(match)));
    included.follow(matches);
    return included;
  }

  List<Version> versions() {
    return versions;
  }

  /** Whether there would have been more. */
  boolean incomplete() {
    return incomplete;
  }

  private void follow(List<Version> matches) throws SQLException {
    List<Version> latest = matches;
    for (boolean first = true; !latest.isEmpty() && !incomplete; first = false) {
      int before = versions.size();
      for (Inclusion inclusion : wanted.list()) {
        List<Version> from = inclusion.startingPoints(latest);
        if ((first || inclusion.again()) && !from.isEmpty() && !incomplete) {
          keep(inclusion.backwards() ? referrers(inclusion, from) : targets(inclusion, from));
        }
      }
      latest = List.copyOf(versions.subList(before, versions.size()));
    }
  }

  private void keep(List<Version> found) {
    for (Version version : found) {
      if (known.contains(Inclusion.nameOf(version))) {
        continue;
      }
      if (versions.size() == wanted.most()) {
        incomplete = true;
        return;
      }
      known.add(Inclusion.nameOf(version));
      versions.add(version);
    }
  }

  private List<Version> targets(Inclusion inclusion, List<Version> from) throws SQLException {
    Sql where =
        Sql.of(
                "s.resource_type = ? and s.parameter = ? and",
                inclusion.source().name(),
                inclusion.parameter().name())
            .then("s.change_number")
            .then(Sql.in(from.stream().map(Version::change).toList()));
    List<String> tokens = table.tokens(where, enough());
    incomplete |= tokens.size() == enough();
    List<String> references = tokens.stream().filter(inclusion::mayReach).toList();
    List<Version> found = new ArrayList<>();
    for (String type : references.stream().map(Included::typeOf).distinct().toList()) {
      List<String> ids =
          references.stream()
              .filter(reference -> typeOf(reference).equals(type))
              .map(reference -> reference.substring(type.length() + 1))
              .toList();
      found.addAll(table.select(seen(type).then("and v.resource_id").then(Sql.in(ids)), enough()));
    }
    return found;
  }

  private List<Version> referrers(Inclusion inclusion, List<Version> to) throws SQLException {
    Sql where =
        seen(inclusion.source().name())
            .then(
                "and v.change_number in (select s.change_number from fhir_search_value s"
                    + " where s.resource_type = ? and s.parameter = ? and s.token",
                inclusion.source().name(),
                inclusion.parameter().name())
            .then(Sql.in(to.stream().map(Inclusion::nameOf).toList()))
            .then(")");
    return table.select(where, enough());
  }

  private Sql seen(String type) {
    return Sql.of(
        "v.resource_type = ? and v.change_number <= ? and v.superseded > ?",
        type,
        seenUpTo,
        seenUpTo);
  }

  /** Those that are known already may be found again, and one more tells that there are more. */
  private int enough() {
    return known.size() + wanted.most() - versions.size() + 1;
  }

  private static String typeOf(String reference) {
    return reference.substring(0, reference.indexOf('/'));
  }
}
