package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pictures of an evaluation as SVG that needs nothing else. */
final class EvaluationPlots {
  private static final int SIDE = 260;
  private static final int EDGE = 34;
  private static final List<String> INKS =
      List.of("#1b5e8a", "#c0532b", "#3c7d3c", "#7a4a9c", "#8a6d1b", "#555555", "#b03060");

  private EvaluationPlots() {}

  /** ROC, reliability and confusion, as far as the result holds them. */
  static String of(ObjectNode result) {
    StringBuilder html = new StringBuilder();
    html.append(figure("ROC of each class", roc(result.path("roc"))));
    html.append(figure("Reliability: confidence against share right", reliability(result)));
    if (result.path("confusion").size() > 0) {
      html.append(figure("Confusion: true class down, said across", confusion(result)));
    }
    return html.toString();
  }

  /** Loss and validation score over the epochs of a training. */
  static String curve(JsonNode epochs) {
    List<double[]> loss = new ArrayList<>();
    List<double[]> score = new ArrayList<>();
    double highest = 1e-9;
    for (JsonNode each : epochs) {
      highest = Math.max(highest, each.path("loss").asDouble());
    }
    int last = Math.max(2, epochs.size());
    for (int i = 0; i < epochs.size(); i++) {
      double x = i / (last - 1.0);
      loss.add(new double[] {x, epochs.get(i).path("loss").asDouble() / highest});
      score.add(new double[] {x, epochs.get(i).path("validation").asDouble()});
    }
    return svg(
        axes("epoch 1 to " + epochs.size(), "share")
            + line(loss, INKS.get(1))
            + line(score, INKS.get(0))
            + legend(
                List.of("validation score", String.format(Locale.ROOT, "loss, of %.3f", highest))));
  }

  private static String roc(JsonNode roc) {
    StringBuilder body = new StringBuilder(axes("false positive rate", "true positive rate"));
    body.append(diagonal());
    List<String> names = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> each = roc.fields(); each.hasNext(); ) {
      Map.Entry<String, JsonNode> one = each.next();
      List<double[]> points = new ArrayList<>();
      one.getValue()
          .forEach(p -> points.add(new double[] {p.get(0).asDouble(), p.get(1).asDouble()}));
      if (!points.isEmpty()) {
        body.append(line(points, INKS.get(names.size() % INKS.size())));
        names.add(one.getKey());
      }
    }
    return svg(body + legend(names));
  }

  private static String reliability(ObjectNode result) {
    StringBuilder body = new StringBuilder(axes("confidence", "share right"));
    body.append(diagonal());
    for (JsonNode bin : result.path("reliability")) {
      double weight = bin.path("n").asDouble() / Math.max(1, result.path("n").asDouble());
      body.append(
          String.format(
              Locale.ROOT,
              "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s' fill-opacity='.7'/>",
              x(bin.path("confidence").asDouble()),
              y(bin.path("right").asDouble()),
              3 + 9 * Math.sqrt(Math.min(1, weight)),
              INKS.get(0)));
    }
    return svg(body.toString());
  }

  private static String confusion(ObjectNode result) {
    List<String> names = new ArrayList<>();
    result.path("perClass").fieldNames().forEachRemaining(names::add);
    StringBuilder table = new StringBuilder("<table><tr><td>");
    names.forEach(name -> table.append("<th>").append(name));
    for (int i = 0; i < result.path("confusion").size(); i++) {
      table.append("</tr><tr><th>").append(i < names.size() ? names.get(i) : "");
      for (JsonNode count : result.path("confusion").get(i)) {
        table.append("<td>").append(count.asInt());
      }
    }
    return table.append("</tr></table>").toString();
  }

  private static String figure(String caption, String content) {
    return "<figure>" + content + "<figcaption>" + caption + "</figcaption></figure>\n";
  }

  private static String svg(String body) {
    int whole = SIDE + 2 * EDGE;
    return "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-size='11' font-family='sans-serif'>%s</svg>"
        .formatted(whole, whole, body);
  }

  private static String axes(String across, String up) {
    return ("<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#999'/>"
            + "<text x='%d' y='%d' text-anchor='middle'>%s</text>"
            + "<text transform='translate(%d,%d) rotate(-90)' text-anchor='middle'>%s</text>")
        .formatted(
            EDGE,
            EDGE,
            SIDE,
            SIDE,
            EDGE + SIDE / 2,
            SIDE + 2 * EDGE - 12,
            across,
            20,
            EDGE + SIDE / 2,
            up);
  }

  private static String diagonal() {
    return line(List.of(new double[] {0, 0}, new double[] {1, 1}), "#ccc");
  }

  private static String line(List<double[]> points, String ink) {
    StringBuilder path = new StringBuilder();
    for (double[] p : points) {
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(p[0]), y(p[1])));
    }
    return "<polyline points='%s' fill='none' stroke='%s' stroke-width='1.6'/>"
        .formatted(path.toString().strip(), ink);
  }

  private static String legend(List<String> names) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      out.append(
          "<text x='%d' y='%d' fill='%s' text-anchor='end'>%s</text>"
              .formatted(
                  EDGE + SIDE - 6,
                  EDGE + SIDE - 8 - 14 * (names.size() - 1 - i),
                  INKS.get(i % INKS.size()),
                  names.get(i)));
    }
    return out.toString();
  }

  private static double x(double share) {
    return EDGE + SIDE * Math.max(0, Math.min(1, share));
  }

  private static double y(double share) {
    return EDGE + SIDE * (1 - Math.max(0, Math.min(1, share)));
  }
}
