package org.diptych.result;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The printed report as one HTML page that needs nothing from elsewhere. */
final class HtmlForm {
  private static final String STYLE =
      "body{font:14px sans-serif;max-width:52em;margin:1.5em auto;padding:0 1em;color:#111}"
          + "h1{font-size:1.4em}th{text-align:left;padding:.1em 1em .1em 0}"
          + "td{padding:.1em 1em .1em 0}.present{font-weight:bold}"
          + "figure{display:inline-block;margin:0 1em 1em 0;width:46%}img{width:100%}"
          + ".caution{border:2px solid #a40;padding:.5em;font-weight:bold}";

  private HtmlForm() {}

  static byte[] of(ReportText text, @Nullable ReadingPictures pictures) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    html.append("<meta charset=\"utf-8\"><title>").append(safe(text.title())).append("</title>");
    html.append("<style>").append(STYLE).append("</style></head>\n<body><h1>");
    html.append(safe(text.title())).append("</h1>\n<p class=\"caution\">");
    html.append(safe(text.caution())).append("</p>\n<table>");
    for (ReportText.Fact fact : text.facts()) {
      html.append("<tr><th>").append(safe(fact.name())).append("</th><td>");
      html.append(safe(fact.value())).append("</td></tr>\n");
    }
    html.append("</table>\n");
    if (pictures != null) {
      html.append("<p>");
      figure(html, "Image as it was read", pictures.image());
      figure(html, "What the model looked at", pictures.marked());
      html.append("</p>\n");
    }
    html.append("<h2>Conclusion</h2>\n<p>");
    html.append(safe(text.conclusion()).replace("\n", "<br>\n")).append("</p>\n");
    if (!text.rows().isEmpty()) {
      html.append("<h2>Findings</h2>\n<table>");
      row(html, "th", ReportText.COLUMNS);
      text.rows().forEach(row -> row(html, "td", row));
      html.append("</table>\n");
    }
    return html.append("</body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void row(StringBuilder html, String cell, List<String> values) {
    html.append(values.contains("present") ? "<tr class=\"present\">" : "<tr>");
    for (String value : values) {
      html.append('<').append(cell).append('>').append(safe(value));
      html.append("</").append(cell).append('>');
    }
    html.append("</tr>\n");
  }

  private static void figure(StringBuilder html, String caption, byte[] jpeg) {
    html.append("<figure><img alt=\"").append(caption).append("\" src=\"data:image/jpeg;base64,");
    html.append(Base64.getEncoder().encodeToString(jpeg)).append("\"><figcaption>");
    html.append(caption).append("</figcaption></figure>");
  }

  private static String safe(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
