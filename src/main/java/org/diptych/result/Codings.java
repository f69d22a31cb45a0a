package org.diptych.result;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.diptych.fhir.validation.Canonical;
import org.diptych.study.CodedText;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Codes of packages and messages as FHIR codings. */
final class Codings {
  /**
   * Names of coding systems in HL7 v2 messages (table 0396) and DICOM objects (PS3.16 chapter 8).
   */
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "SCT", "http://snomed.info/sct",
          "SNM3", "http://snomed.info/sct",
          "LN", "http://loinc.org",
          "LOINC", "http://loinc.org",
          "DCM", "http://dicom.nema.org/resources/ontology/DCM",
          "RADLEX", "http://www.radlex.org",
          "RID", "http://www.radlex.org",
          "C4", "http://www.ama-assn.org/go/cpt",
          "CPT", "http://www.ama-assn.org/go/cpt",
          "I10", "http://hl7.org/fhir/sid/icd-10");

  /** How model packages name the system of findings that nobody else has a code for. */
  private static final String LOCAL_FINDING = "urn:diptych:finding";

  private Codings() {}

  static CodeableConcept concept(List<CodedText> codes) {
    CodeableConcept concept = new CodeableConcept();
    codes.forEach(code -> concept.addCoding(coding(code)));
    return concept;
  }

  /** One code with its words; local codes keep no system, because a name is not a URI. */
  static CodeableConcept concept(CodedText code) {
    CodeableConcept concept = concept(List.of(code));
    Stream.of(code.display(), code.code())
        .filter(words -> words != null && !words.isBlank())
        .findFirst()
        .ifPresent(concept::setText);
    return concept;
  }

  static Coding coding(CodedText code) {
    Coding coding = new Coding().setCode(code.code()).setDisplay(code.display());
    String system = code.system();
    if (system == null || system.isBlank()) {
      return coding;
    }
    if (system.equals(LOCAL_FINDING)) {
      return coding.setSystem(Canonical.FINDING_CODES);
    }
    return coding.setSystem(
        system.contains(":") ? system : SYSTEMS.get(system.toUpperCase(Locale.ROOT)));
  }
}
