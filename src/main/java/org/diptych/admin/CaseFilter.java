package org.diptych.admin;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.diptych.journal.CaseQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which cases a list is asked for, as its URL says it.
 *
 * @param given what was asked for by name, in links too
 */
record CaseFilter(CaseQuery query, Map<String, String> given) {
  /** Every parameter that a list takes. */
  static final List<String> NAMES =
      List.of(
          "state",
          "priority",
          "modality",
          "accession",
          "patient",
          "study",
          "from",
          "to",
          "discordant",
          "wantsPerson",
          "after",
          "limit");

  /** Reads the parameters; one that is unknown is refused, for what it should narrow would not. */
  static CaseFilter of(Map<String, List<String>> parameters, AdminConfig config) {
    Map<String, String> given = new LinkedHashMap<>();
    parameters.forEach(
        (name, values) -> {
          if (!NAMES.contains(name)) {
            throw new Refused(
                Problem.of(Response.Status.BAD_REQUEST, "a list takes these parameters", NAMES));
          }
          String value = values.isEmpty() ? "" : values.get(0).strip();
          if (!value.isEmpty()) {
            given.put(name, value);
          }
        });
    CaseQuery query =
        new CaseQuery(
            CaseRequest.state(given.get("state")),
            CaseRequest.priority(given.get("priority")),
            CaseRequest.text("modality", given.get("modality"), 16),
            CaseRequest.text("accession", given.get("accession"), 16),
            CaseRequest.text("patient", given.get("patient"), 250),
            CaseRequest.uid(given.get("study")),
            CaseRequest.time("from", given.get("from"), false),
            CaseRequest.time("to", given.get("to"), true),
            CaseRequest.yes("discordant", given.get("discordant")),
            CaseRequest.yes("wantsPerson", given.get("wantsPerson")),
            config.discordantBelow(),
            CaseRequest.place(given.get("after")),
            CaseRequest.limit(given.get("limit"), config.pageSize()));
    return new CaseFilter(query, given);
  }

  /** Whether nothing narrows the list. */
  boolean isFront() {
    return given.keySet().stream().allMatch("limit"::equals);
  }

  /** What was asked for by a name; templates call it. */
  public String value(String name) {
    return given.getOrDefault(name, "");
  }

  /** Whether anything beside state and page narrows the list. */
  public boolean narrows() {
    return given.keySet().stream()
        .anyMatch(name -> !List.of("state", "limit", "after").contains(name));
  }

  /** The address of the first page. */
  String first(String path) {
    return link(path, null);
  }

  /** The address of the page after a case. */
  String after(String path, CaseSummary last) {
    return link(path, last);
  }

  private String link(String path, @Nullable CaseSummary last) {
    Map<String, String> all = new LinkedHashMap<>(given);
    all.remove("after");
    if (last != null) {
      all.put("after", place(last.changed(), last.id()));
    }
    StringBuilder link = new StringBuilder(path);
    all.forEach(
        (name, value) ->
            link.append(link.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return link.toString();
  }

  private static String place(Instant changed, String id) {
    return changed + "_" + id;
  }
}
