package org.diptych.fhir.repository;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** What the elements of a resource are found by (FHIR R4 search, section 3.1.1.4). */
final class Values {
  /** No database takes an unlimited index key; see the widths in the migration. */
  static final int LONGEST_TOKEN = 500;

  private static final int LONGEST_SYSTEM = 1000;

  private Values() {}

  static List<SearchValue> identifiers(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(Identifier::hasValue)
        .map(identifier -> token(identifier.getSystem(), identifier.getValue()))
        .toList();
  }

  static List<SearchValue> concepts(List<CodeableConcept> concepts) {
    return concepts.stream().flatMap(concept -> codings(concept.getCoding()).stream()).toList();
  }

  static List<SearchValue> concept(CodeableConcept concept) {
    return codings(concept.getCoding());
  }

  static List<SearchValue> codings(List<Coding> codings) {
    return codings.stream()
        .filter(Coding::hasCode)
        .map(coding -> token(coding.getSystem(), coding.getCode()))
        .toList();
  }

  /** A required code, with the system its binding implies. */
  static <T extends Enum<?>> List<SearchValue> code(@Nullable Enumeration<T> code) {
    if (code == null || !code.hasValue()) {
      return List.of();
    }
    return List.of(token(code.getSystem(), code.getValueAsString()));
  }

  /** References are found without their version. */
  static List<SearchValue> references(List<Reference> references) {
    return references.stream()
        .filter(reference -> reference.hasReference() && !reference.getReference().startsWith("#"))
        .map(reference -> token(null, unversioned(reference.getReference())))
        .toList();
  }

  static List<SearchValue> reference(Reference... references) {
    return references(Arrays.asList(references));
  }

  static List<SearchValue> names(List<HumanName> names) {
    return names.stream()
        .flatMap(
            name ->
                Stream.of(
                        Stream.of(name.getFamily(), name.getText()),
                        name.getGiven().stream().map(PrimitiveType::getValue),
                        name.getPrefix().stream().map(PrimitiveType::getValue),
                        name.getSuffix().stream().map(PrimitiveType::getValue))
                    .flatMap(parts -> parts))
        .flatMap(part -> text(part).stream())
        .toList();
  }

  static List<SearchValue> text(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    String folded = folded(text);
    return List.of(
        SearchValue.token(null, folded.substring(0, Math.min(folded.length(), LONGEST_TOKEN))));
  }

  /** Without case and accents, so that both do not matter in a search. */
  static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .strip();
  }

  static List<SearchValue> date(@Nullable BaseDateTimeType date) {
    return Optional.ofNullable(date)
        .map(BaseDateTimeType::getValueAsString)
        .flatMap(DateRange::parse)
        .map(range -> List.of(SearchValue.range(range)))
        .orElse(List.of());
  }

  /** A date, an instant, a period or the events of a timing, as {@code effective[x]} may be. */
  static List<SearchValue> when(@Nullable Type when) {
    if (when instanceof BaseDateTimeType date) {
      return date(date);
    }
    if (when instanceof Period period) {
      return period(period);
    }
    if (when instanceof Timing timing) {
      return timing.getEvent().stream().flatMap(event -> date(event).stream()).toList();
    }
    return List.of();
  }

  /** An end that is not given is open. */
  static List<SearchValue> period(Period period) {
    if (period.isEmpty()) {
      return List.of();
    }
    Optional<DateRange> start = range(period.getStartElement());
    Optional<DateRange> end = range(period.getEndElement());
    return List.of(
        SearchValue.range(
            new DateRange(
                start.map(DateRange::low).orElse(Long.MIN_VALUE),
                end.map(DateRange::high).orElse(Long.MAX_VALUE))));
  }

  private static Optional<DateRange> range(BaseDateTimeType date) {
    @Nullable Date value = date.getValue();
    return value == null ? Optional.empty() : DateRange.parse(date.getValueAsString());
  }

  private static SearchValue token(@Nullable String system, String token) {
    if (token.length() > LONGEST_TOKEN || (system != null && system.length() > LONGEST_SYSTEM)) {
      throw Refusal.unprocessable(
          "An identifier, code or reference is longer than this repository can search by.");
    }
    return SearchValue.token(system == null || system.isEmpty() ? null : system, token);
  }

  private static String unversioned(String reference) {
    int history = reference.indexOf("/_history/");
    return history < 0 ? reference : reference.substring(0, history);
  }
}
