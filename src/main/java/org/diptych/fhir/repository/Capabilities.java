package org.diptych.fhir.repository;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.Date;
import java.util.List;
import org.diptych.fhir.Backport;
import org.diptych.fhir.repository.subscription.ServedTopic;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ReferenceHandlingPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** Says what is implemented, from the same table that implements it. */
public final class Capabilities {
  private static final String VALIDATE =
      "http://hl7.org/fhir/OperationDefinition/Resource-validate";

  private final Date since;

  Capabilities(Date since) {
    this.since = since;
  }

  /** The CapabilityStatement of this repository at the address it was asked by. */
  @Metadata(cacheMillis = 0)
  public CapabilityStatement statement(RequestDetails request) {
    CapabilityStatement statement = new CapabilityStatement();
    statement
        .setStatus(PublicationStatus.ACTIVE)
        .setDate(since)
        .setKind(CapabilityStatementKind.INSTANCE)
        .setFhirVersion(FHIRVersion._4_0_1)
        .addFormat("application/fhir+json")
        .addFormat("application/fhir+xml");
    statement.getSoftware().setName("Diptych");
    statement
        .getImplementation()
        .setDescription("Diptych embedded FHIR repository")
        .setUrl(request.getFhirServerBase());
    CapabilityStatementRestComponent rest = statement.addRest();
    rest.setMode(RestfulCapabilityMode.SERVER);
    rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    ResourceTypes.all().forEach(type -> describe(rest.addResource(), type));
    describeSubscription(rest.addResource());
    return statement;
  }

  /** HAPI introduces itself to whoever describes it; the table says all there is to say. */
  public void setRestfulServer(RestfulServer server) {}

  private static void describe(
      CapabilityStatementRestResourceComponent resource, ResourceType type) {
    resource
        .setType(type.name())
        .setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE)
        .setReadHistory(true)
        .setUpdateCreate(true)
        .setConditionalCreate(true)
        .setConditionalUpdate(true)
        .setConditionalRead(ConditionalReadStatus.FULLSUPPORT)
        .setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED)
        .addReferencePolicy(ReferenceHandlingPolicy.LITERAL);
    for (TypeRestfulInteraction interaction :
        new TypeRestfulInteraction[] {
          TypeRestfulInteraction.READ,
          TypeRestfulInteraction.VREAD,
          TypeRestfulInteraction.UPDATE,
          TypeRestfulInteraction.CREATE,
          TypeRestfulInteraction.HISTORYINSTANCE,
          TypeRestfulInteraction.HISTORYTYPE,
          TypeRestfulInteraction.SEARCHTYPE
        }) {
      resource.addInteraction().setCode(interaction);
    }
    resource.addOperation().setName("validate").setDefinition(VALIDATE);
    if (Inclusions.offeredFor(type).findAny().isPresent()) {
      resource.addSearchInclude("*");
    }
    Inclusions.offeredFor(type).forEach(resource::addSearchInclude);
    Inclusions.offeredBackTo(type).forEach(resource::addSearchRevInclude);
    resource.addSearchParam().setName("_id").setType(SearchParamType.TOKEN);
    resource.addSearchParam().setName("_lastUpdated").setType(SearchParamType.DATE);
    for (SearchParameter parameter : type.parameters()) {
      var described =
          resource.addSearchParam().setName(parameter.name()).setType(typeOf(parameter.kind()));
      if (parameter.ours()) {
        described.setDocumentation("Not a search parameter of FHIR R4 but of this repository.");
      }
    }
  }

  private static void describeSubscription(CapabilityStatementRestResourceComponent resource) {
    resource
        .setType("Subscription")
        .addSupportedProfile(Backport.SUBSCRIPTION)
        .setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE)
        .setReadHistory(false)
        .setUpdateCreate(true)
        .addOperation()
        .setName("validate")
        .setDefinition(VALIDATE);
    for (ServedTopic topic : ServedTopic.ALL) {
      resource.addExtension(Backport.SERVED_TOPIC, new CanonicalType(topic.canonical()));
    }
    for (TypeRestfulInteraction interaction :
        new TypeRestfulInteraction[] {
          TypeRestfulInteraction.READ,
          TypeRestfulInteraction.UPDATE,
          TypeRestfulInteraction.CREATE,
          TypeRestfulInteraction.DELETE,
          TypeRestfulInteraction.SEARCHTYPE
        }) {
      resource.addInteraction().setCode(interaction);
    }
    resource.addSearchParam().setName("_id").setType(SearchParamType.TOKEN);
    resource.addSearchParam().setName("url").setType(SearchParamType.URI);
    resource.addSearchParam().setName("status").setType(SearchParamType.TOKEN);
    resource.addSearchParam().setName("criteria").setType(SearchParamType.STRING);
    for (String operation : List.of("status", "events")) {
      resource.addOperation().setName(operation).setDefinition(Backport.operation(operation));
    }
  }

  private static SearchParamType typeOf(SearchParameter.Kind kind) {
    return switch (kind) {
      case TOKEN -> SearchParamType.TOKEN;
      case REFERENCE -> SearchParamType.REFERENCE;
      case DATE -> SearchParamType.DATE;
      case STRING -> SearchParamType.STRING;
    };
  }
}
