package org.diptych.fhir.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * The narrative of a DiagnosticReport: the first presented form that can be read, else what its
 * Observations say; and the conclusion as the impression where the narrative does not hold it
 * already.
 */
final class ReportText {
  private ReportText() {}

  static String of(DiagnosticReport said, References references) throws MissingPart {
    String body = presented(said, references).orElse("");
    if (body.isBlank()) {
      body = observations(said, references);
    }
    String conclusion = said.hasConclusion() ? PlainText.lines(said.getConclusion()) : "";
    if (conclusion.isBlank() || squeezed(body).contains(squeezed(conclusion))) {
      return body;
    }
    return (body.isBlank() ? "" : body + "\n") + "IMPRESSION:\n" + conclusion;
  }

  private static Optional<String> presented(DiagnosticReport said, References references)
      throws MissingPart {
    for (Attachment form : said.getPresentedForm()) {
      String type = form.hasContentType() ? form.getContentType() : "";
      byte[] bytes = form.getData();
      if (bytes == null && form.hasUrl() && PlainText.isReadable(type)) {
        bytes =
            references.resolve(form.getUrl()).orElse(null) instanceof Binary binary
                ? binary.getData()
                : null;
      }
      Optional<String> text = bytes == null ? Optional.empty() : PlainText.of(type, bytes);
      if (text.isPresent() && !text.get().isBlank()) {
        return text;
      }
    }
    return Optional.empty();
  }

  private static String observations(DiagnosticReport said, References references)
      throws MissingPart {
    List<String> lines = new ArrayList<>();
    for (Reference each : said.getResult()) {
      if (references.resolve(each).orElse(null) instanceof Observation observation) {
        String value = value(observation.getValue());
        if (value != null) {
          String name = words(observation.getCode());
          lines.add(name.isEmpty() ? value : name + ": " + value);
        }
      }
    }
    return String.join("\n", lines);
  }

  private static @Nullable String value(@Nullable Type value) {
    if (value instanceof StringType text) {
      return PlainText.lines(text.getValue());
    }
    if (value instanceof CodeableConcept concept) {
      return words(concept);
    }
    if (value instanceof Quantity quantity && quantity.hasValue()) {
      String unit = quantity.hasUnit() ? " " + quantity.getUnit() : "";
      String comparator = quantity.hasComparator() ? quantity.getComparator().toCode() : "";
      return comparator + quantity.getValue().toPlainString() + unit;
    }
    return value != null && value.isPrimitive() ? value.primitiveValue() : null;
  }

  private static String words(CodeableConcept concept) {
    if (concept.hasText()) {
      return concept.getText();
    }
    return concept.getCoding().stream()
        .map(coding -> coding.hasDisplay() ? coding.getDisplay() : coding.getCode())
        .filter(words -> words != null)
        .findFirst()
        .orElse("");
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
