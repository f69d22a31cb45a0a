package org.diptych.result;

import java.util.ArrayList;
import java.util.List;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.fhir.validation.Canonical;
import org.diptych.study.AccessionNumber;
import org.diptych.study.RadiologyReport;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** The order as a ServiceRequest, for a server that does not have it yet. */
final class OrderMapper {
  private static final String V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203";

  private final IdentifierSystems systems;
  private final ResultConfig config;

  OrderMapper(IdentifierSystems systems, ResultConfig config) {
    this.systems = systems;
    this.config = config;
  }

  /** What the order is known by, the accession number first; empty when there is no order. */
  List<Identifier> identifiers(Reading reading) {
    List<Identifier> identifiers = new ArrayList<>();
    reading.accession().map(this::accession).ifPresent(identifiers::add);
    reading
        .message()
        .map(RadiologyReport::placerOrderNumber)
        .filter(number -> !number.isBlank())
        .ifPresent(
            number ->
                identifiers.add(
                    new Identifier()
                        .setType(type("PLAC", "Placer Identifier"))
                        .setSystem(config.orderIdentifierSystem())
                        .setValue(number)));
    return identifiers;
  }

  /** ACSN, the identifier type by which imaging results are found. */
  Identifier accession(AccessionNumber accession) {
    return new Identifier()
        .setType(type("ACSN", "Accession ID"))
        .setSystem(systems.of(accession.issuer(), config.accessionIdentifierSystem()))
        .setValue(accession.value());
  }

  ServiceRequest order(Reading reading, Slots slots) {
    ServiceRequest order = new ServiceRequest();
    order.getMeta().addProfile(Canonical.ORDER);
    identifiers(reading).forEach(order::addIdentifier);
    // We know that there is an order, not how far its owner has brought it.
    order.setStatus(ServiceRequestStatus.UNKNOWN);
    order.setIntent(ServiceRequestIntent.ORDER);
    order.setPriority(
        switch (reading.subject().priority()) {
          case STAT -> ServiceRequestPriority.STAT;
          case URGENT -> ServiceRequestPriority.URGENT;
          case ROUTINE -> ServiceRequestPriority.ROUTINE;
        });
    reading
        .message()
        .map(RadiologyReport::procedure)
        .map(Codings::concept)
        .ifPresent(order::setCode);
    order.setSubject(slots.subject());
    return order;
  }

  private static CodeableConcept type(String code, String display) {
    return new CodeableConcept(new Coding(V2_0203, code, display));
  }
}
