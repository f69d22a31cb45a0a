package org.diptych.fhir.source;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.Priority;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * The words of a site: which identifier systems stand for which issuer, and in which zone its
 * modalities tell the time.
 *
 * @param patientSystem of patient identifiers that HL7 v2 and DICOM bring without an issuer
 * @param accessionSystem of accession numbers without an issuer
 * @param orderSystem of placer order numbers
 */
public record SourceTerms(
    IdentifierSystems systems,
    String patientSystem,
    String accessionSystem,
    String orderSystem,
    ZoneId zone) {
  private static final String V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203";
  private static final int LONGEST_ACCESSION = 16;

  /** The accession number: type ACSN, or the site's system of accession numbers. */
  Optional<AccessionNumber> accession(List<Identifier> identifiers) {
    return typed(identifiers, "ACSN", accessionSystem)
        .filter(each -> each.getValue().length() <= LONGEST_ACCESSION)
        .map(
            each ->
                new AccessionNumber(
                    each.getValue(), systems.issuer(each.getSystem(), accessionSystem)));
  }

  /** The placer order number: type PLAC, or the site's system of order numbers. */
  @Nullable String placer(List<Identifier> identifiers) {
    return typed(identifiers, "PLAC", orderSystem).map(Identifier::getValue).orElse(null);
  }

  /** The filler order number: type FILL. */
  @Nullable String filler(List<Identifier> identifiers) {
    return typed(identifiers, "FILL", null).map(Identifier::getValue).orElse(null);
  }

  private static Optional<Identifier> typed(
      List<Identifier> identifiers, String type, @Nullable String system) {
    return identifiers.stream()
        .filter(each -> each.hasValue() && !each.getValue().isBlank())
        .filter(each -> isTyped(each, type) || system != null && system.equals(each.getSystem()))
        .findFirst();
  }

  static boolean isTyped(Identifier identifier, String type) {
    return identifier.getType().getCoding().stream()
        .anyMatch(coding -> V2_0203.equals(coding.getSystem()) && type.equals(coding.getCode()));
  }

  /** The first code, else the words. */
  static @Nullable CodedText coded(CodeableConcept concept) {
    for (Coding coding : concept.getCoding()) {
      if (coding.hasCode()) {
        String words = coding.hasDisplay() ? coding.getDisplay() : concept.getText();
        return new CodedText(coding.getCode(), coding.getSystem(), words);
      }
    }
    return concept.hasText() ? new CodedText(concept.getText(), null, concept.getText()) : null;
  }

  /** {@code RequestPriority} of a wire value. */
  static Priority priority(@Nullable String code) {
    return switch (code == null ? "" : code) {
      case "stat" -> Priority.STAT;
      case "asap", "urgent" -> Priority.URGENT;
      default -> Priority.ROUTINE;
    };
  }

  /** The time as the department's clocks show it. */
  @Nullable LocalDateTime local(@Nullable Date at) {
    return at == null ? null : LocalDateTime.ofInstant(Instant.ofEpochMilli(at.getTime()), zone);
  }
}
