package org.diptych.fhir.validation;

import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;

/** Our own codes, and the choices that profiles bind to. */
final class Terminology {
  private Terminology() {}

  static List<MetadataResource> all() {
    return List.of(
        components(),
        findings(),
        issues(),
        set(Canonical.COMPONENTS, "Parts of a finding", whole(Canonical.OBSERVATION_COMPONENT)),
        set(Canonical.ISSUE_CODES, "Issues that the engine detects", whole(Canonical.ISSUES)),
        set(Canonical.PRESENCE, "Presence of a finding", presence()),
        set(Canonical.DRAFT_STATUS, "Status of what no person has verified", draft()));
  }

  private static CodeSystem components() {
    CodeSystem system =
        system(
            Canonical.OBSERVATION_COMPONENT,
            "Parts of a finding",
            "How probable a finding is by image and report, and where it is in the image.");
    code(system, "probability", "Probability of presence, image and report read together, 0 to 1");
    code(system, "image-alone", "Probability of presence from the image alone, 0 to 1");
    code(system, "report-alone", "Probability of presence from the report alone, 0 to 1");
    code(system, "concordance", "How far image and report agree on this finding, 0 to 1");
    code(system, "box-instance", "SOP instance UID that the box belongs to, as urn:oid:");
    code(system, "box-left", "Left edge of the box in pixels of that instance");
    code(system, "box-top", "Top edge of the box in pixels of that instance");
    code(system, "box-width", "Width of the box in pixels");
    code(system, "box-height", "Height of the box in pixels");
    return system;
  }

  private static CodeSystem findings() {
    CodeSystem system =
        system(
            Canonical.FINDING_CODES,
            "Findings without a code elsewhere",
            "Classes of bundled model packages that no terminology names.");
    code(system, "breast-lesion-benign", "Breast lesion with benign appearance");
    // Packages of others bring further codes.
    return system.setContent(CodeSystemContentMode.FRAGMENT);
  }

  private static CodeSystem issues() {
    CodeSystem system =
        system(Canonical.ISSUES, "Detected issues", "What the engine writes DetectedIssues about.");
    code(system, "discordance", "Image and report do not say the same about a finding");
    return system;
  }

  private static ConceptSetComponent presence() {
    ConceptSetComponent include = new ConceptSetComponent().setSystem("http://snomed.info/sct");
    include.addConcept().setCode("52101004").setDisplay("Present");
    include.addConcept().setCode("2667000").setDisplay("Absent");
    return include;
  }

  private static ConceptSetComponent draft() {
    ConceptSetComponent include =
        new ConceptSetComponent().setSystem("http://hl7.org/fhir/observation-status");
    include.addConcept().setCode("preliminary");
    include.addConcept().setCode("cancelled");
    include.addConcept().setCode("entered-in-error");
    return include;
  }

  private static ConceptSetComponent whole(String system) {
    return new ConceptSetComponent().setSystem(system);
  }

  private static ValueSet set(String url, String title, ConceptSetComponent include) {
    ValueSet set = new ValueSet();
    String id = url.substring(url.lastIndexOf('/') + 1);
    set.setId(id);
    set.setUrl(url)
        .setVersion(Publication.VERSION)
        .setName(Publication.name(id))
        .setTitle(title)
        .setStatus(PublicationStatus.ACTIVE)
        .setDescription(title + ".");
    set.getCompose().addInclude(include);
    return set;
  }

  private static CodeSystem system(String url, String title, String description) {
    CodeSystem system = new CodeSystem();
    String id = url.substring(url.lastIndexOf('/') + 1);
    system.setId(id);
    system
        .setUrl(url)
        .setVersion(Publication.VERSION)
        .setName(Publication.name(id))
        .setTitle(title)
        .setStatus(PublicationStatus.ACTIVE)
        .setDescription(description)
        .setCaseSensitive(true)
        .setContent(CodeSystemContentMode.COMPLETE);
    return system;
  }

  private static void code(CodeSystem system, String code, String definition) {
    system.addConcept().setCode(code).setDisplay(code).setDefinition(definition);
  }
}
