package org.diptych.fhir.repository;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a search asks for: the conditions that select, and the parameters that shape the answer. */
record Search(ResourceType type, List<Sql> conditions, Page page, Inclusions inclusions) {
  /** Read by HAPI when it writes the answer; all of them change its form, not what is found. */
  private static final Set<String> OF_THE_FORM = Set.of("_format", "_pretty", "_elements");

  private static final Set<String> TOTALS = Set.of("none", "estimate", "accurate");
  private static final Set<String> SUMMARIES = Set.of("true", "false", "text", "data", "count");

  static Search of(
      ResourceType type,
      Map<String, String[]> parameters,
      String ownBase,
      RepositoryConfig config) {
    List<Sql> conditions = new ArrayList<>();
    Page.Request page = new Page.Request(config);
    Inclusions.Request inclusions = new Inclusions.Request(type);
    SearchConditions read = new SearchConditions(type, ownBase);
    parameters.forEach(
        (name, values) -> {
          for (String value : values) {
            switch (name) {
              case "_count" -> page.count(value);
              case "_cursor" -> page.cursor(value);
              case "_sort" -> page.order(Order.parse(type, value));
              case "_include", "_include:iterate", "_revinclude", "_revinclude:iterate" ->
                  inclusions.add(name, value);
              case "_total" -> requireOneOf(TOTALS, name, value);
              case "_summary" -> {
                requireOneOf(SUMMARIES, name, value);
                page.noEntriesWhen(value.equals("count"));
              }
              default -> {
                if (!OF_THE_FORM.contains(name)) {
                  conditions.add(read.condition(name, value));
                }
              }
            }
          }
        });
    String[] summaries = parameters.getOrDefault("_summary", new String[0]);
    if (!inclusions.isEmpty() && List.of(summaries).contains("text")) {
      throw Refusal.notSupported("'_include' and '_revinclude' do not go with '_summary=text'.");
    }
    return new Search(type, conditions, page.end(), inclusions.end(config.maxIncluded()));
  }

  /**
   * The criteria of a conditional interaction; at least one, and none that only shapes an answer.
   *
   * @param criteria {@code Type?name=value&…}, or only what follows the question mark
   */
  static Search criteria(
      ResourceType type, String criteria, String ownBase, RepositoryConfig config) {
    String query = criteria.substring(criteria.indexOf('?') + 1);
    SearchConditions read = new SearchConditions(type, ownBase);
    List<Sql> conditions = new ArrayList<>();
    queryParameters(query)
        .forEach(
            (name, values) -> {
              for (String value : values) {
                if (!OF_THE_FORM.contains(name)) {
                  conditions.add(read.condition(name, value));
                }
              }
            });
    if (conditions.isEmpty()) {
      throw Refusal.invalid("A conditional interaction needs at least one search parameter.");
    }
    return new Search(type, conditions, new Page.Request(config).end(), Inclusions.NONE);
  }

  static Map<String, String[]> queryParameters(String query) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        read.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
      }
    }
    Map<String, String[]> parameters = new LinkedHashMap<>();
    read.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      throw Refusal.invalid("A search URL has a broken percent escape.");
    }
  }

  private static void requireOneOf(Set<String> allowed, String name, String value) {
    if (!allowed.contains(value)) {
      throw Refusal.notSupported("The parameter '" + name + "' does not have that value here.");
    }
  }
}
