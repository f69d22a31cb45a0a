package org.diptych.fhir.validation;

import java.util.List;
import org.diptych.fhir.OwnResult;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StructureDefinition;

/** The profiles of everything the engine writes. */
final class Profiles {
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
  private static final String UNVERIFIED = "No person has interpreted or performed anything.";

  private Profiles() {}

  static List<StructureDefinition> all() {
    return List.of(
        aiDevice(),
        finding(),
        draftReport(),
        provenance(),
        modelCard(),
        discordance(),
        patient(),
        order(),
        imagingStudy());
  }

  private static StructureDefinition aiDevice() {
    return Profile.of(
            Canonical.AI_DEVICE,
            "Device",
            "Diptych AI device",
            "One version of a model, as author of results.")
        .rule(
            "diptych-device-1",
            "is known by exactly one identifier of its model and version",
            "identifier.where(system = 'urn:diptych:model').count() = 1")
        .required("identifier")
        .required("deviceName")
        .required("modelNumber")
        .pattern("type", concept(Foreign.AI_DEVICE_TYPE, "Artificial-Intelligence"))
        .required("version")
        .required("safety")
        .end();
  }

  private static StructureDefinition finding() {
    return ours(Profile.of(
            Canonical.FINDING,
            "Observation",
            "Diptych finding",
            "One finding of a model: present or absent, how sure, and where."))
        .rule(
            "diptych-confidence-1",
            "has one confidence from 0 to 1",
            "extension('"
                + Foreign.CONFIDENCE
                + "').count() = 1 and extension('"
                + Foreign.CONFIDENCE
                + "').value.all($this >= 0.0 and $this <= 1.0)")
        .rule(
            "diptych-box-1",
            "a box names the SOP instance it belongs to",
            "component.code.coding.where(code = 'box-left').exists() implies"
                + " component.code.coding.where(code = 'box-instance').exists()")
        .rule(
            "diptych-status-1",
            "is preliminary, or withdrawn; it is never final",
            "status = 'preliminary' or status = 'cancelled' or status = 'entered-in-error'")
        .required("identifier")
        .pattern("category", concept(TERMINOLOGY + "observation-category", "imaging"))
        .required("subject")
        .required("issued")
        .forbidden("performer", UNVERIFIED + " R4 lets no Device stand there.")
        .bound("value[x]", "CodeableConcept", Canonical.PRESENCE)
        .required("interpretation")
        .required("method")
        .required("device")
        .end();
  }

  private static StructureDefinition draftReport() {
    return ours(Profile.of(
            Canonical.DRAFT_REPORT,
            "DiagnosticReport",
            "Diptych draft report",
            "The preliminary report of a reading that no person has verified."))
        .rule(
            "diptych-status-1",
            "is preliminary, or withdrawn; it is never final",
            "status = 'preliminary' or status = 'cancelled' or status = 'entered-in-error'")
        .rule(
            "diptych-code-1",
            "is found as a diagnostic imaging study",
            "code.coding.where(system = 'http://loinc.org' and code = '18748-4').exists()")
        .rule(
            "diptych-form-1",
            "has a text/html form, and every form its size and hash",
            "presentedForm.where(contentType.startsWith('text/html')).exists()"
                + " and presentedForm.all(size.exists() and hash.exists())")
        .required("identifier")
        .pattern("category", concept(TERMINOLOGY + "v2-0074", "RAD"))
        .required("subject")
        .required("issued")
        .forbidden("performer", UNVERIFIED)
        .forbidden("resultsInterpreter", UNVERIFIED)
        .required("conclusion")
        .required("presentedForm")
        .end();
  }

  private static StructureDefinition provenance() {
    return asserted(
            Profile.of(
                Canonical.PROVENANCE,
                "Provenance",
                "Diptych provenance",
                "Which device wrote which resources, when, and from what."))
        .rule(
            "diptych-agent-1",
            "its one agent is an artificial intelligence",
            "agent.role.coding.where(code = 'Artificial-Intelligence').exists()")
        .required("reason")
        .required("activity")
        .required("agent.role")
        .end();
  }

  private static StructureDefinition modelCard() {
    return Profile.of(
            Canonical.MODEL_CARD,
            "DocumentReference",
            "Diptych model card",
            "What a model is for, what it was trained on and how it was measured.")
        .rule(
            "diptych-card-1",
            "is text/markdown with its data, size and hash",
            "content.attachment.all(contentType.startsWith('text/markdown') and data.exists()"
                + " and size.exists() and hash.exists())")
        .required("identifier")
        .pattern("type", concept(Foreign.AI_INPUTS, "AIModelCard"))
        .pattern("category", concept(Foreign.AI_INPUTS, "AIModelCardMarkdownFormat"))
        .end();
  }

  private static StructureDefinition discordance() {
    return ours(Profile.of(
            Canonical.DISCORDANCE,
            "DetectedIssue",
            "Diptych discordance",
            "Image and report do not say the same."))
        .rule(
            "diptych-status-1",
            "is preliminary, or withdrawn; it is never final",
            "status = 'preliminary' or status = 'cancelled' or status = 'entered-in-error'")
        .required("identifier")
        .bound("code", "CodeableConcept", Canonical.ISSUE_CODES)
        .required("identified[x]")
        .required("author")
        .required("evidence")
        .required("detail")
        .end();
  }

  private static StructureDefinition patient() {
    return Profile.of(
            Canonical.PATIENT,
            "Patient",
            "Diptych patient",
            "The patient where the engine had to create one.")
        .required("identifier.system")
        .required("identifier.value")
        .rule("diptych-identifier-1", "is known by an identifier", "identifier.exists()")
        .end();
  }

  private static StructureDefinition order() {
    return Profile.of(
            Canonical.ORDER,
            "ServiceRequest",
            "Diptych order",
            "The imaging order where the engine had to create one.")
        .rule("diptych-identifier-1", "is known by an identifier", "identifier.exists()")
        .pattern("intent", new CodeType("order"))
        .end();
  }

  private static StructureDefinition imagingStudy() {
    return Profile.of(
            Canonical.IMAGING_STUDY,
            "ImagingStudy",
            "Diptych imaging study",
            "The study where the engine had to create one.")
        .rule(
            "diptych-study-1",
            "is known by its study instance UID",
            "identifier.where(system = 'urn:dicom:uid' and value.startsWith('urn:oid:')).count()"
                + " = 1")
        .end();
  }

  private static Profile ours(Profile profile) {
    return asserted(profile)
        .rule(
            "diptych-result-1",
            "is known by exactly one identifier that nobody else uses",
            "identifier.where(system = '" + OwnResult.SYSTEM + "').count() = 1");
  }

  private static Profile asserted(Profile profile) {
    return profile.rule(
        "diptych-aiast-1",
        "is labelled as asserted by a machine",
        "meta.security.where(system = '"
            + Foreign.V3_OBSERVATION_VALUE
            + "' and code = 'AIAST').exists()");
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
