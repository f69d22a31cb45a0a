package org.diptych.fhir.validation;

import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/**
 * What a server must be able to do to be given results, and what the engine does as its client.
 * What the embedded repository can do it says itself, at {@code /fhir/metadata}.
 */
final class Requirements {
  /** A resource type and the profile of what is written of it. */
  private record Written(String type, String profile) {}

  /** Looked up, and created only where the site lets us. */
  private static final List<Written> THEIRS =
      List.of(
          new Written("ImagingStudy", Canonical.IMAGING_STUDY),
          new Written("Patient", Canonical.PATIENT),
          new Written("ServiceRequest", Canonical.ORDER));

  private static final List<Written> ONCE =
      List.of(
          new Written("Device", Canonical.AI_DEVICE),
          new Written("DocumentReference", Canonical.MODEL_CARD));

  private static final List<Written> REPLACED =
      List.of(
          new Written("DetectedIssue", Canonical.DISCORDANCE),
          new Written("DiagnosticReport", Canonical.DRAFT_REPORT),
          new Written("Observation", Canonical.FINDING));

  private Requirements() {}

  static List<CapabilityStatement> all() {
    return List.of(
        statement(
            "diptych-result-server",
            "Server that is given results",
            "What a FHIR R4 server must be able to do to be given results by the engine.",
            RestfulCapabilityMode.SERVER),
        statement(
            "diptych-engine",
            "The engine as a client",
            "What the engine asks of the FHIR R4 server that it gives its results to.",
            RestfulCapabilityMode.CLIENT));
  }

  private static CapabilityStatement statement(
      String id, String title, String description, RestfulCapabilityMode mode) {
    CapabilityStatement statement = new CapabilityStatement();
    statement.setId(id);
    statement
        .setUrl(Canonical.BASE + "/CapabilityStatement/" + id)
        .setVersion(Publication.VERSION)
        .setName(Publication.name(id))
        .setTitle(title)
        .setStatus(PublicationStatus.ACTIVE)
        .setDateElement(new DateTimeType(Publication.DATE))
        .setDescription(description)
        .setKind(CapabilityStatementKind.REQUIREMENTS)
        .setFhirVersion(FHIRVersion._4_0_1)
        .addFormat("json");
    CapabilityStatementRestComponent rest = statement.addRest().setMode(mode);
    rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    for (Written each : THEIRS) {
      resource(rest, each)
          .setConditionalCreate(true)
          .setDocumentation("Looked up by identifier; created only where the site wants that.");
    }
    ONCE.forEach(each -> resource(rest, each).setConditionalCreate(true));
    for (Written each : REPLACED) {
      resource(rest, each)
          .setConditionalUpdate(true)
          .setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE)
          .addInteraction()
          .setCode(TypeRestfulInteraction.UPDATE);
    }
    provenance(rest);
    return statement;
  }

  private static CapabilityStatementRestResourceComponent resource(
      CapabilityStatementRestComponent rest, Written written) {
    CapabilityStatementRestResourceComponent resource =
        rest.addResource().setType(written.type()).addSupportedProfile(written.profile());
    resource.addInteraction().setCode(TypeRestfulInteraction.CREATE);
    resource.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
    resource.addSearchParam().setName("identifier").setType(SearchParamType.TOKEN);
    return resource;
  }

  /** It has no identifier in R4, so it gets an id of ours (fhir-profiles/README.md). */
  private static void provenance(CapabilityStatementRestComponent rest) {
    CapabilityStatementRestResourceComponent provenance =
        rest.addResource()
            .setType("Provenance")
            .addSupportedProfile(Canonical.PROVENANCE)
            .setUpdateCreate(true);
    provenance.addInteraction().setCode(TypeRestfulInteraction.UPDATE);
  }
}
