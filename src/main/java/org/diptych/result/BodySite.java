package org.diptych.result;

import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Body Part Examined (0018,0015) in SNOMED CT where the bundled packages read it. */
final class BodySite {
  private static final String SNOMED_CT = "http://snomed.info/sct";

  /** PS3.16 annex L; other body parts keep DICOM's word. */
  private static final Map<String, Coding> PARTS =
      Map.of(
          "CHEST", new Coding(SNOMED_CT, "51185008", "Thoracic structure"),
          "BREAST", new Coding(SNOMED_CT, "76752008", "Breast structure"));

  private BodySite() {}

  static Coding coding(String bodyPart) {
    Coding known = PARTS.get(bodyPart);
    return known == null ? new Coding().setDisplay(bodyPart) : known.copy();
  }

  static CodeableConcept concept(String bodyPart) {
    CodeableConcept site = new CodeableConcept().setText(bodyPart);
    Coding known = PARTS.get(bodyPart);
    return known == null ? site : site.addCoding(known.copy());
  }
}
