package org.diptych.fhir.repository;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The versions of a resource or of a type, newest first (FHIR R4, section 3.1.0.12). */
record History(Sql selected, Page page) {
  private static final Set<String> OF_THE_FORM = Set.of("_format", "_pretty", "_elements");

  static History of(
      ResourceType type,
      @Nullable String id,
      Map<String, String[]> parameters,
      RepositoryConfig config) {
    Sql selected = Sql.of("v.resource_type = ?", type.name());
    if (id != null) {
      selected = selected.and(Sql.of("v.resource_id = ?", id));
    }
    Page.Request page = new Page.Request(config);
    for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
      for (String value : parameter.getValue()) {
        switch (parameter.getKey()) {
          case "_count" -> page.count(value);
          case "_cursor" -> page.cursor(value);
          case "_since" -> selected = selected.and(since(value));
          default -> refuseUnlessOfTheForm(parameter.getKey());
        }
      }
    }
    return new History(selected, page.end());
  }

  Found in(VersionTable table) throws SQLException {
    long seenUpTo = Found.seenUpTo(page, table);
    return Found.page(
        selected.and(Sql.of("v.change_number <= ?", seenUpTo)), page, seenUpTo, table);
  }

  private static Sql since(String value) {
    DateRange range =
        DateRange.parse(value)
            .orElseThrow(() -> Refusal.invalid("The parameter '_since' is no instant."));
    return Sql.of("v.last_updated >= ?", range.low());
  }

  private static void refuseUnlessOfTheForm(String name) {
    if (!OF_THE_FORM.contains(name)) {
      throw Refusal.notSupported(
          "The parameter '" + Refusal.shown(name) + "' is not supported for history.");
    }
  }
}
