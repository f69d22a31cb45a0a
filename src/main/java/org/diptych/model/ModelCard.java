package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the card of a package from its manifest: nothing in it that was not measured. */
final class ModelCard {
  private ModelCard() {}

  static String of(PackageManifest manifest) {
    PackageAbout about = manifest.about();
    StringBuilder card = new StringBuilder();
    card.append("# ").append(about.name()).append(' ').append(about.version()).append("\n\n");
    card.append("**Intended use:** ").append(about.intendedUse()).append("\n\n");
    card.append("**Reads:** modality ").append(String.join(", ", about.modalities()));
    card.append("; body part ").append(String.join(", ", about.bodyParts()));
    card.append(about.bodyPartAssumed() ? ", or none named" : "").append(".\n\n");
    card.append("**Licence:** ").append(about.licence()).append("\n\n## Classes\n\n");
    card.append("| class | code | threshold |\n|---|---|---|\n");
    List<Double> thresholds = manifest.calibration(Reading.Mode.BOTH).thresholds();
    for (int c = 0; c < manifest.classes().size(); c++) {
      ClassDefinition.Code code = manifest.classes().get(c).codes().get(0);
      card.append(
          "| %s | %s, %s %s | %s |%n"
              .formatted(
                  manifest.classes().get(c).label(),
                  code.display(),
                  code.system(),
                  code.code(),
                  manifest.exclusive()
                      ? "the most probable class"
                      : "%.2f".formatted(thresholds.get(c)))
              .replace("\r", ""));
    }
    card.append("\n## Training\n\n");
    for (Map.Entry<String, String> fact : manifest.training().entrySet()) {
      card.append("- ").append(fact.getKey()).append(": ").append(fact.getValue()).append('\n');
    }
    card.append("\n## Limits\n\n");
    about.limits().forEach(limit -> card.append("- ").append(limit).append('\n'));
    card.append("\n## Measured\n\n").append(measured(manifest.metrics()));
    return card.toString();
  }

  private static String measured(@Nullable JsonNode metrics) {
    if (metrics == null || metrics.isEmpty()) {
      return "Nothing yet.\n";
    }
    StringBuilder table = new StringBuilder();
    metrics
        .fields()
        .forEachRemaining(
            set -> {
              table.append("### ").append(set.getKey()).append("\n\n");
              table.append("| measure | value | 95 % bootstrap interval |\n|---|---|---|\n");
              JsonNode values = set.getValue();
              values
                  .fields()
                  .forEachRemaining(
                      value -> {
                        if (value.getValue().isNumber()) {
                          table.append(row(value.getKey(), value.getValue(), values));
                        }
                      });
              table.append('\n');
            });
    return table.toString();
  }

  private static String row(String name, JsonNode value, JsonNode values) {
    JsonNode interval = values.path("intervals").path(name);
    String range =
        interval.isArray()
            ? "%.3f to %.3f".formatted(interval.get(0).asDouble(), interval.get(1).asDouble())
            : "";
    String number =
        value.isInt() ? value.asText() : String.format(Locale.ROOT, "%.3f", value.asDouble());
    return "| " + name + " | " + number + " | " + range + " |\n";
  }
}
