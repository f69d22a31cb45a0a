package org.diptych.fhir.repository;

import static org.diptych.fhir.repository.ResourceType.of;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * The one table of what the repository holds and what it can be searched by; the capability
 * statement, the index and the search all read it.
 */
final class ResourceTypes {
  private static final List<String> DEVICE = List.of("Device");
  private static final List<String> SUBJECT =
      List.of("Patient", "Group", "Device", "Location", "Organization", "Practitioner");
  private static final List<String> REQUEST =
      List.of("ServiceRequest", "CarePlan", "MedicationRequest", "ImmunizationRecommendation");
  private static final List<String> AGENT =
      List.of("Device", "Practitioner", "PractitionerRole", "Organization", "Patient");

  /** Whatever is held here. */
  private static final List<String> ANY = List.of();

  private static final List<ResourceType> TABLE =
      List.of(
          of(Patient.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .string("name", r -> Values.names(r.getName()))
              .string(
                  "family",
                  r ->
                      r.getName().stream()
                          .flatMap(n -> Values.text(n.getFamily()).stream())
                          .toList())
              .string(
                  "given",
                  r ->
                      r.getName().stream()
                          .flatMap(n -> n.getGiven().stream())
                          .flatMap(g -> Values.text(g.getValue()).stream())
                          .toList())
              .date("birthdate", r -> Values.date(r.getBirthDateElement()))
              .token("gender", r -> Values.code(r.getGenderElement()))
              .end(),
          of(ServiceRequest.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .patient(r -> Values.reference(r.getSubject()))
              .reference("subject", SUBJECT, r -> Values.reference(r.getSubject()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .token("intent", r -> Values.code(r.getIntentElement()))
              .token("code", r -> Values.concept(r.getCode()))
              .reference("based-on", REQUEST, r -> Values.references(r.getBasedOn()))
              .date("authored", r -> Values.date(r.getAuthoredOnElement()))
              .end(),
          of(ImagingStudy.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .patient(r -> Values.reference(r.getSubject()))
              .reference("subject", SUBJECT, r -> Values.reference(r.getSubject()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .token(
                  "modality",
                  r ->
                      r.getSeries().stream()
                          .flatMap(s -> Values.codings(List.of(s.getModality())).stream())
                          .toList())
              .reference("basedon", REQUEST, r -> Values.references(r.getBasedOn()))
              .reference("endpoint", List.of("Endpoint"), r -> Values.references(r.getEndpoint()))
              .date("started", r -> Values.date(r.getStartedElement()))
              .end(),
          of(Endpoint.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .token("connection-type", r -> Values.codings(List.of(r.getConnectionType())))
              .end(),
          of(Organization.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .string("name", r -> Values.text(r.getName()))
              .end(),
          of(Practitioner.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .string("name", r -> Values.names(r.getName()))
              .end(),
          of(Device.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .token("type", r -> Values.concept(r.getType()))
              .patient(r -> Values.reference(r.getPatient()))
              .end(),
          of(Observation.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .patient(r -> Values.reference(r.getSubject()))
              .reference("subject", SUBJECT, r -> Values.reference(r.getSubject()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .token("category", r -> Values.concepts(r.getCategory()))
              .token("code", r -> Values.concept(r.getCode()))
              .reference("based-on", REQUEST, r -> Values.references(r.getBasedOn()))
              .reference("derived-from", ANY, r -> Values.references(r.getDerivedFrom()))
              .reference("part-of", ANY, r -> Values.references(r.getPartOf()))
              .reference("device", DEVICE, r -> Values.reference(r.getDevice()))
              .date("date", r -> Values.when(r.getEffective()))
              .end(),
          of(DiagnosticReport.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .patient(r -> Values.reference(r.getSubject()))
              .reference("subject", SUBJECT, r -> Values.reference(r.getSubject()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .token("category", r -> Values.concepts(r.getCategory()))
              .token("code", r -> Values.concept(r.getCode()))
              .token("conclusion", r -> Values.concepts(r.getConclusionCode()))
              .reference("based-on", REQUEST, r -> Values.references(r.getBasedOn()))
              .reference(
                  "imaging-study",
                  List.of("ImagingStudy"),
                  r -> Values.references(r.getImagingStudy()))
              .ours()
              .reference("result", List.of("Observation"), r -> Values.references(r.getResult()))
              .date("date", r -> Values.when(r.getEffective()))
              .date("issued", r -> Values.date(r.getIssuedElement()))
              .end(),
          of(Provenance.class)
              .reference("target", ANY, r -> Values.references(r.getTarget()))
              .reference(
                  "entity",
                  ANY,
                  r ->
                      r.getEntity().stream()
                          .flatMap(e -> Values.reference(e.getWhat()).stream())
                          .toList())
              .reference(
                  "agent",
                  AGENT,
                  r ->
                      r.getAgent().stream()
                          .flatMap(a -> Values.reference(a.getWho()).stream())
                          .toList())
              .patient(r -> Values.references(r.getTarget()))
              .date("recorded", r -> Values.date(r.getRecordedElement()))
              .end(),
          of(DocumentReference.class)
              .token(
                  "identifier",
                  r ->
                      Stream.concat(Stream.of(r.getMasterIdentifier()), r.getIdentifier().stream())
                          .collect(
                              Collectors.collectingAndThen(
                                  Collectors.toList(), Values::identifiers)))
              .patient(r -> Values.reference(r.getSubject()))
              .reference("subject", SUBJECT, r -> Values.reference(r.getSubject()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .token("type", r -> Values.concept(r.getType()))
              .token("category", r -> Values.concepts(r.getCategory()))
              .reference("related", ANY, r -> Values.references(r.getContext().getRelated()))
              .date("date", r -> Values.date(r.getDateElement()))
              .end(),
          of(DetectedIssue.class)
              .token("identifier", r -> Values.identifiers(r.getIdentifier()))
              .patient(r -> Values.reference(r.getPatient()))
              .token("status", r -> Values.code(r.getStatusElement()))
              .ours()
              .token("code", r -> Values.concept(r.getCode()))
              .reference("author", AGENT, r -> Values.reference(r.getAuthor()))
              .reference("implicated", ANY, r -> Values.references(r.getImplicated()))
              .date("identified", r -> Values.when(r.getIdentified()))
              .end());

  private ResourceTypes() {}

  static List<ResourceType> all() {
    return TABLE;
  }

  static Optional<ResourceType> named(String name) {
    return TABLE.stream().filter(type -> type.name().equals(name)).findFirst();
  }

  /** The type, or the refusal that says which ones there are. */
  static ResourceType require(String name) {
    return named(name).orElseThrow(ResourceTypes::unknown);
  }

  private static String names() {
    return TABLE.stream().map(ResourceType::name).collect(Collectors.joining(", "));
  }

  static BaseServerResponseException unknown() {
    return Refusal.notFound(
        "This repository does not hold that type of resource. It holds " + names() + ".");
  }
}
