package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.HospitalResource;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.result.Readings;
import org.diptych.study.CaseState;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reading goes through journal, writer and delivery into the embedded repository over HTTP. */
class DeliveredResultsTest extends DeliveredReading {
  private RepositoryServer repository;
  private FhirDelivery delivery;

  @Override
  URI listen() throws Exception {
    repository = RepositoryServer.over(database.dataSource());
    return URI.create(repository.base());
  }

  @Override
  void end() throws Exception {
    repository.close();
  }

  @BeforeEach
  void deliverAll() {
    delivery = delivery(Set.of(HospitalResource.values()));
  }

  @Test
  void sent_twice_there_is_one_preliminary_report_with_its_observations_in_version_one() {
    Entry results = written(Readings.findings(), 1);

    delivery.deliver(results);
    List<String> first = versions();
    delivery.deliver(results);

    assertThat(versions())
        .containsExactlyInAnyOrderElementsOf(first)
        .allMatch(version -> version.endsWith("/_history/1"));
    assertThat(first).hasSize(8);
    DiagnosticReport report = only(DiagnosticReport.class, "DiagnosticReport?status=preliminary");
    assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.PRELIMINARY);
    assertThat(report.getResult())
        .extracting(result -> result.getReferenceElement().toUnqualifiedVersionless().getValue())
        .containsExactlyInAnyOrderElementsOf(
            found(Observation.class, "Observation").stream()
                .map(o -> o.getIdElement().toUnqualifiedVersionless().getValue())
                .toList());
    assertThat(report.hasContained()).isFalse();
    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(delivered(results).get("resources"))
        .contains("DiagnosticReport/", "Observation/", "Provenance/");
  }

  @Test
  void a_later_reading_that_abstains_cancels_the_observations_and_keeps_their_places() {
    delivery.deliver(written(Readings.findings(), 1));
    List<Observation> before = observations();

    delivery.deliver(written(Readings.abstained(2, "the image is not a chest radiograph"), 2));

    assertThat(observations())
        .hasSameSizeAs(before)
        .allMatch(observation -> observation.getStatus().toCode().equals("cancelled"));
    assertThat(only(DiagnosticReport.class, "DiagnosticReport?status=preliminary").getConclusion())
        .contains("gave no finding");
    assertThat(found(Provenance.class, "Provenance")).hasSize(2);
  }

  @Test
  void what_the_hospital_has_is_left_as_it_is() {
    Patient known = patient();
    known.addName().setFamily("As the hospital writes it");
    DiagnosticReport signed = new DiagnosticReport();
    signed.setStatus(DiagnosticReportStatus.FINAL);
    signed.getCode().setText("Chest radiograph");
    signed.addIdentifier().setSystem("urn:hospital:report").setValue("F-77421");
    hospitalHas(known, signed);

    delivery.deliver(written(Readings.findings(), 1));

    Patient patient = only(Patient.class, "Patient");
    assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("As the hospital writes it");
    assertThat(patient.getMeta().getVersionId()).isEqualTo("1");
    assertThat(
            only(DiagnosticReport.class, "DiagnosticReport?status=final").getMeta().getVersionId())
        .isEqualTo("1");
    assertThat(
            only(DiagnosticReport.class, "DiagnosticReport?status=preliminary")
                .getSubject()
                .getReference())
        .isEqualTo(patient.getIdElement().toUnqualifiedVersionless().getValue());
  }

  private Entry delivered(Entry results) {
    return journal
        .transact(transaction -> transaction.entries().find(EntryKind.DELIVERED, results.key()))
        .orElseThrow();
  }

  private List<Observation> observations() {
    return found(Observation.class, "Observation");
  }

  private List<String> versions() {
    return Stream.of(
            "Patient",
            "ServiceRequest",
            "ImagingStudy",
            "Device",
            "Observation",
            "DiagnosticReport",
            "Provenance")
        .flatMap(type -> found(Resource.class, type).stream())
        .map(resource -> resource.getIdElement().toUnqualified().getValue())
        .toList();
  }
}
