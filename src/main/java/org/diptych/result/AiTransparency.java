package org.diptych.result;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The marks of AI authorship, as the implementation guide AI Transparency on FHIR (R4) has them.
 */
final class AiTransparency {
  static final String CONFIDENCE =
      "http://hl7.org/fhir/uv/aitransparency/StructureDefinition/AIconfidence";
  static final String KIND =
      "http://hl7.org/fhir/uv/aitransparency/StructureDefinition/aitransparency.AIKind";
  static final String MODEL_CARD =
      "http://hl7.org/fhir/uv/aitransparency/StructureDefinition/aitransparency.modelCardDescription";
  static final String INPUTS = "http://hl7.org/fhir/uv/aitransparency/CodeSystem/AIinputsCS";
  private static final String DEVICE_TYPE =
      "http://hl7.org/fhir/uv/aitransparency/CodeSystem/AIdeviceTypeCS";
  private static final String V3_OBSERVATION_VALUE =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

  private AiTransparency() {}

  /** AIAST: the content was asserted by a machine. */
  static Coding asserted() {
    return new Coding(V3_OBSERVATION_VALUE, "AIAST", "Artificial Intelligence asserted");
  }

  /** Labels a whole resource, and says which profile it follows. */
  static void label(Resource resource, String profile) {
    resource.getMeta().addProfile(profile).addSecurity(asserted());
  }

  /** The one type every AI Device has, and the role it has in a Provenance. */
  static CodeableConcept artificialIntelligence() {
    return kind("Artificial-Intelligence", null);
  }

  static CodeableConcept multimodal() {
    return kind("AI-for-Multimodal-Data", "Multimodal Data");
  }

  static CodeableConcept deepLearning() {
    return kind("Deep-Learning-Models", "Deep Learning Models");
  }

  private static CodeableConcept kind(String code, @Nullable String display) {
    return new CodeableConcept(new Coding(DEVICE_TYPE, code, display));
  }
}
