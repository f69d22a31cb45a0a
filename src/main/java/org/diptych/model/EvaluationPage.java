package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** An evaluation for people: a text table, and a page with the same and bars. */
public final class EvaluationPage {
  private EvaluationPage() {}

  /** One measure a line, with its interval. */
  public static String text(ObjectNode result) {
    StringBuilder out = new StringBuilder();
    out.append(heading(result)).append('\n');
    result
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNumber() || field.getValue().isNull()) {
                out.append(
                    "  %-10s %8s  %s%n"
                        .formatted(
                            field.getKey(),
                            number(field.getValue()),
                            interval(result, field.getKey())));
              }
            });
    result
        .path("perClass")
        .fields()
        .forEachRemaining(
            each ->
                out.append(
                    "  %-20s n %4d  recall %6s  precision %6s  F1 %6s  AUC %6s%n"
                        .formatted(
                            each.getKey(),
                            each.getValue().path("n").asInt(),
                            number(each.getValue().path("recall")),
                            number(each.getValue().path("precision")),
                            number(each.getValue().path("f1")),
                            number(each.getValue().path("auc")))));
    return out.append(further(result)).toString();
  }

  /** A page that needs nothing else. */
  public static String html(ObjectNode result) {
    StringBuilder rows = new StringBuilder();
    result
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              if (value.isNumber() && !value.isIntegralNumber()) {
                rows.append(
                    "<tr><th>%s<td>%s<td>%s<td>%s</tr>%n"
                        .formatted(
                            field.getKey(),
                            number(value),
                            interval(result, field.getKey()),
                            bar(result, field.getKey(), value.asDouble())));
              }
            });
    StringBuilder classes = new StringBuilder();
    result
        .path("perClass")
        .fields()
        .forEachRemaining(
            each ->
                classes.append(
                    "<tr><th>%s<td>%d<td>%s<td>%s<td>%s<td>%s</tr>%n"
                        .formatted(
                            each.getKey(),
                            each.getValue().path("n").asInt(),
                            number(each.getValue().path("recall")),
                            number(each.getValue().path("precision")),
                            number(each.getValue().path("f1")),
                            number(each.getValue().path("auc")))));
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation</title>
    <style>body{font:16px sans-serif;margin:2rem auto;max-width:52rem}td,th{padding:.2rem .8rem;
    text-align:left}figure{display:inline-block}</style><h1>%s</h1>
    <table><tr><th>measure<th>value<th>95 %% interval<th></tr>
    %s</table>
    <h2>Classes</h2><table><tr><th>class<th>n<th>recall<th>precision<th>F1<th>AUC</tr>
    %s</table>
    %s</html>
    """
        .formatted(heading(result), rows, classes, EvaluationPlots.of(result));
  }

  /** Lines for the parts that were asked for beside the measures. */
  private static String further(ObjectNode result) {
    StringBuilder out = new StringBuilder();
    JsonNode discordance = result.path("discordance");
    if (discordance.has("auc")) {
      out.append(
          "  discordance  AUC %s (%s to %s) of %d pairs %s%n"
              .formatted(
                  number(discordance.path("auc")),
                  number(discordance.path("interval").path(0)),
                  number(discordance.path("interval").path(1)),
                  discordance.path("n").asInt(),
                  discordance.path("perKind")));
    }
    JsonNode refusals = result.path("refusals");
    if (refusals.has("inScope")) {
      out.append(
          "  refused      in scope %s, out of scope %s %s%n"
              .formatted(
                  number(refusals.path("inScope")),
                  number(refusals.path("outOfScope")),
                  refusals.path("perKind")));
    }
    return out.toString();
  }

  private static String heading(ObjectNode result) {
    return "%s (%s), %d cases, reading %s%s"
        .formatted(
            result.path("package").asText(),
            result.path("system").asText(),
            result.path("n").asInt(),
            result.path("mode").asText(),
            result.path("hideLabelWords").asBoolean() ? ", label words hidden" : "");
  }

  private static String bar(ObjectNode result, String name, double value) {
    JsonNode range = result.path("intervals").path(name);
    double low = range.isArray() ? range.get(0).asDouble() : value;
    double high = range.isArray() ? range.get(1).asDouble() : value;
    return String.format(
        Locale.ROOT,
        "<svg width='200' height='14'><rect width='%.0f' height='14' fill='#8ab'/>"
            + "<path d='M%.0f 7H%.0f' stroke='#123' stroke-width='2'/></svg>",
        200 * value,
        200 * low,
        200 * high);
  }

  private static String number(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.asText();
    }
    return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "-";
  }

  private static String interval(ObjectNode result, String name) {
    JsonNode range = result.path("intervals").path(name);
    return range.isArray() ? number(range.get(0)) + " to " + number(range.get(1)) : "";
  }
}
