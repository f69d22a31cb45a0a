package org.diptych.result;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.study.Finding;
import org.diptych.study.ModelIdentity;
import org.diptych.study.PatientIdentity;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;

/**
 * Makes the transaction of a reading. Its content follows from the reading alone, so that the same
 * reading always gives the same bytes.
 */
final class ResultBundle {
  private final PatientMapper patients;
  private final OrderMapper orders;
  private final ImagingStudyMapper studies;
  private final ObservationMapper observations;
  private final DiagnosticReportMapper reports;
  private final DiscordanceMapper issues;

  ResultBundle(ResultConfig config) {
    IdentifierSystems systems = new IdentifierSystems(config.issuers());
    StudyTime time = new StudyTime(config.zone().map(ZoneId::of).orElseGet(ZoneId::systemDefault));
    patients = new PatientMapper(systems, config.patientIdentifierSystem());
    orders = new OrderMapper(systems, config);
    studies = new ImagingStudyMapper(orders, time);
    observations = new ObservationMapper(time);
    reports = new DiagnosticReportMapper(time);
    issues = new DiscordanceMapper(config.discordantBelow());
  }

  Bundle of(Reading reading) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    Slots slots = slots(reading);
    whatIsTheHospitals(bundle, reading, slots);
    whatIsOurs(bundle, reading, slots);
    return bundle;
  }

  private Slots slots(Reading reading) {
    ModelIdentity model = reading.findings().model();
    return new Slots(
        reading
            .patient()
            .map(patient -> Slot.of("Patient", patients.identifier(patient.id())))
            .orElse(null),
        Optional.ofNullable(reading.study())
            .map(study -> Slot.of("ImagingStudy", ImagingStudyMapper.identifier(study.uid())))
            .orElse(null),
        orders.identifiers(reading).stream()
            .findFirst()
            .map(order -> Slot.of("ServiceRequest", order))
            .orElse(null),
        reading.card() == null
            ? null
            : Slot.of("DocumentReference", ModelCardMapper.identifier(model)),
        Slot.of("Device", DeviceMapper.identifier(model)));
  }

  /** Created where absent, never changed. */
  private void whatIsTheHospitals(Bundle bundle, Reading reading, Slots slots) {
    PatientIdentity patient = reading.patient().orElse(null);
    if (slots.patient() != null && patient != null) {
      bundle.addEntry(slots.patient().createIfAbsent(patients.patient(patient)));
    }
    if (slots.order() != null) {
      bundle.addEntry(slots.order().createIfAbsent(orders.order(reading, slots)));
    }
    if (slots.study() != null && reading.study() != null) {
      bundle.addEntry(slots.study().createIfAbsent(studies.study(reading.study(), reading, slots)));
    }
  }

  /** Found by identifiers nobody else uses, and replaced by a later reading. */
  private void whatIsOurs(Bundle bundle, Reading reading, Slots slots) {
    ResultAddress address = ResultAddress.of(reading.subject(), reading.findings().model());
    theModel(bundle, reading, slots);

    Map<Finding, Slot> results = new LinkedHashMap<>();
    if (reading.findings().abstained() == null) {
      for (Finding finding : reading.findings().findings()) {
        Identifier identifier = ObservationMapper.identifier(address, finding);
        Slot slot = Slot.of("Observation", identifier);
        bundle.addEntry(slot.put(observations.observation(finding, identifier, reading, slots)));
        results.put(finding, slot);
      }
    }

    Identifier identifier = DiagnosticReportMapper.identifier(address);
    Slot report = Slot.of("DiagnosticReport", identifier);
    List<Slot> observed = List.copyOf(results.values());
    bundle.addEntry(report.put(reports.report(identifier, reading, slots, observed)));

    List<Slot> written = new ArrayList<>(List.of(report));
    written.addAll(observed);
    if (!issues.discordant(reading).isEmpty()) {
      Identifier ofIssue = DiscordanceMapper.identifier(address);
      Slot issue = Slot.of("DetectedIssue", ofIssue);
      bundle.addEntry(issue.put(issues.issue(ofIssue, reading, slots, results)));
      written.add(issue);
    }
    UUID id = address.ofProvenance(reading.findings().version());
    Provenance provenance = ProvenanceMapper.provenance(id.toString(), reading, slots, written);
    bundle.addEntry(Slot.of("Provenance", id).put(provenance));
  }

  /** Another version of a model is another Device with another card. */
  private static void theModel(Bundle bundle, Reading reading, Slots slots) {
    ModelIdentity model = reading.findings().model();
    Slot card = slots.card();
    if (card != null && reading.card() != null) {
      bundle.addEntry(card.createIfAbsent(ModelCardMapper.document(model, reading.card())));
    }
    bundle.addEntry(slots.device().createIfAbsent(DeviceMapper.device(model, card)));
  }
}
