package org.diptych.fhir.validation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.ImplementationGuide.GuidePageGeneration;
import org.hl7.fhir.r4.model.ImplementationGuide.ImplementationGuideDefinitionComponent;
import org.hl7.fhir.r4.model.ImplementationGuide.ImplementationGuideDefinitionResourceComponent;
import org.hl7.fhir.r4.model.ImplementationGuide.SPDXLicense;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UrlType;

/** The ImplementationGuide: what belongs to it, and what it rests on. */
final class Guide {
  private static final String AI_TRANSPARENCY = "hl7.fhir.uv.aitransparency";

  private Guide() {}

  /** The guide over its definitions and its examples by name. */
  static ImplementationGuide of(List<Resource> definitions, Map<String, Resource> examples) {
    ImplementationGuide guide = new ImplementationGuide();
    guide.setId(Publication.PACKAGE);
    guide
        .setUrl(Canonical.BASE + "/ImplementationGuide/" + Publication.PACKAGE)
        .setVersion(Publication.VERSION)
        .setName("DiptychResults")
        .setTitle("Diptych: results of a model that reads image and report together")
        .setStatus(PublicationStatus.ACTIVE)
        .setDateElement(new DateTimeType(Publication.DATE))
        .setDescription(
            "What the Diptych engine writes to a FHIR R4 server, and what it asks of the server.")
        .setPackageId(Publication.PACKAGE)
        .setLicense(SPDXLicense.APACHE_2_0)
        .addFhirVersion(FHIRVersion._4_0_1);
    guide
        .addDependsOn()
        .setUri("http://hl7.org/fhir/uv/aitransparency/ImplementationGuide/" + AI_TRANSPARENCY)
        .setPackageId(AI_TRANSPARENCY)
        .setVersion("1.0.0-ballot");
    ImplementationGuideDefinitionComponent contents = guide.getDefinition();
    for (Resource definition : definitions) {
      resource(contents, definition.fhirType() + "/" + definition.getIdPart())
          .setExample(new BooleanType(false));
    }
    new TreeMap<>(examples)
        .values()
        .forEach(
            example ->
                resource(contents, example.fhirType() + "/" + example.getIdPart())
                    .setExample(
                        example.getMeta().hasProfile()
                            ? new CanonicalType(example.getMeta().getProfile().get(0).getValue())
                            : new BooleanType(true)));
    contents
        .getPage()
        .setName(new UrlType("README.md"))
        .setTitle("What the engine writes to FHIR")
        .setGeneration(GuidePageGeneration.MARKDOWN);
    return guide;
  }

  private static ImplementationGuideDefinitionResourceComponent resource(
      ImplementationGuideDefinitionComponent contents, String reference) {
    return contents.addResource().setReference(new Reference(reference)).setName(reference);
  }
}
