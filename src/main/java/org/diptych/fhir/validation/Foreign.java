package org.diptych.fhir.validation;

import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.ExtensionContextType;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r4.model.UriType;

/**
 * As much of AI Transparency on FHIR as the validator must know to check what is written here, in
 * our own words; the guide itself is HL7's and is not part of our package.
 */
final class Foreign {
  private static final String GUIDE = "http://hl7.org/fhir/uv/aitransparency/";
  static final String AI_DEVICE_TYPE = GUIDE + "CodeSystem/AIdeviceTypeCS";
  static final String AI_INPUTS = GUIDE + "CodeSystem/AIinputsCS";
  static final String CONFIDENCE = GUIDE + "StructureDefinition/AIconfidence";
  static final String V3_OBSERVATION_VALUE =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
  private static final String KIND = GUIDE + "StructureDefinition/aitransparency.AIKind";
  private static final String MODEL_CARD =
      GUIDE + "StructureDefinition/aitransparency.modelCardDescription";

  private Foreign() {}

  static List<MetadataResource> all() {
    return List.of(
        extension(CONFIDENCE, "Element", "decimal"),
        extension(KIND, "Device", "CodeableConcept"),
        extension(MODEL_CARD, "Device", "Reference"),
        fragment(
            AI_DEVICE_TYPE,
            "Artificial-Intelligence",
            "AI-for-Multimodal-Data",
            "Deep-Learning-Models"),
        fragment(AI_INPUTS, "AIModelCard", "AIModelCardMarkdownFormat"));
  }

  /** AIAST came to HL7's terminology after the release that FHIR R4 was published with. */
  static CodeSystem withAiast(CodeSystem published) {
    CodeSystem later = published.copy();
    later.addConcept().setCode("AIAST").setDisplay("Artificial Intelligence asserted");
    return later;
  }

  private static CodeSystem fragment(String url, String... codes) {
    CodeSystem system = new CodeSystem();
    system
        .setUrl(url)
        .setStatus(PublicationStatus.ACTIVE)
        .setCaseSensitive(true)
        .setContent(CodeSystemContentMode.FRAGMENT);
    for (String code : codes) {
      system.addConcept().setCode(code);
    }
    return system;
  }

  private static StructureDefinition extension(String url, String context, String type) {
    StructureDefinition definition = new StructureDefinition();
    definition
        .setUrl(url)
        .setName(url.substring(url.lastIndexOf('/') + 1).replace('.', '_'))
        .setStatus(PublicationStatus.ACTIVE)
        .setFhirVersion(FHIRVersion._4_0_1)
        .setKind(StructureDefinitionKind.COMPLEXTYPE)
        .setAbstract(false)
        .setType("Extension")
        .setBaseDefinition("http://hl7.org/fhir/StructureDefinition/Extension")
        .setDerivation(TypeDerivationRule.CONSTRAINT);
    definition.addContext().setType(ExtensionContextType.ELEMENT).setExpression(context);
    element(definition, "Extension");
    element(definition, "Extension.extension").setMax("0");
    element(definition, "Extension.url").setFixed(new UriType(url));
    element(definition, "Extension.value[x]").setMin(1).addType().setCode(type);
    return definition;
  }

  private static ElementDefinition element(StructureDefinition definition, String path) {
    ElementDefinition element = definition.getDifferential().addElement();
    element.setId(path);
    return element.setPath(path);
  }
}
