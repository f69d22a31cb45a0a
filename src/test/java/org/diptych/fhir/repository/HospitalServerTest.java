package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.HospitalResource;
import org.diptych.journal.Entry;
import org.diptych.result.Readings;
import org.diptych.study.CaseState;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** Results go to a server that the hospital calls its own, over HTTP. */
class HospitalServerTest extends DeliveredReading {
  private RepositoryServer hospital;

  @Override
  URI listen() throws Exception {
    hospital = RepositoryServer.over(database.dataSource());
    return URI.create(hospital.base());
  }

  @Override
  void end() throws Exception {
    hospital.close();
  }

  @Test
  void a_patient_the_hospital_does_not_have_is_not_created_and_the_result_is_set_aside() {
    delivery(Set.of()).deliver(written(Readings.findings(), 1));

    assertThat(subject().state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(subject().reason())
        .isEqualTo(
            "FHIR server has no Patient with our identifier of system"
                + " urn:oid:2.16.840.1.113883.19.5");
    assertThat(found("Patient")).isEmpty();
    assertThat(found("DiagnosticReport")).isEmpty();
  }

  @Test
  void a_study_the_hospital_does_not_have_is_told_by_its_type_and_not_by_its_uid() {
    hospitalHas(patient());

    delivery(Set.of(HospitalResource.SERVICE_REQUEST)).deliver(written(Readings.findings(), 1));

    assertThat(subject().reason())
        .isEqualTo("FHIR server has no ImagingStudy with our identifier of system urn:dicom:uid");
  }

  @Test
  void two_patients_with_one_identifier_are_for_a_person_to_look_at() {
    hospitalHas(patient(), patient());

    delivery(Set.of()).deliver(written(Readings.findings(), 1));

    assertThat(subject().reason()).startsWith("FHIR server has more than one Patient");
  }

  @Test
  void what_the_site_says_is_created_and_what_the_hospital_has_is_referred_to() {
    hospitalHas(patient());

    delivery(Set.of(HospitalResource.SERVICE_REQUEST, HospitalResource.IMAGING_STUDY))
        .deliver(written(Readings.findings(), 1));

    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(found("ImagingStudy")).hasSize(1);
    assertThat(found("ServiceRequest")).hasSize(1);
    assertThat(((DiagnosticReport) only("DiagnosticReport")).getSubject().getReference())
        .isEqualTo(only("Patient").getIdElement().toUnqualifiedVersionless().getValue());
  }

  @Test
  void set_aside_for_a_missing_patient_it_is_delivered_once_the_patient_is_there() {
    Set<HospitalResource> rest =
        Set.of(HospitalResource.SERVICE_REQUEST, HospitalResource.IMAGING_STUDY);
    Entry results = written(Readings.findings(), 1);
    delivery(rest).deliver(results);
    hospitalHas(patient());

    delivery(rest).deliver(results);

    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void a_later_version_replaces_the_earlier_at_its_places() {
    FhirDelivery delivery = delivery(Set.of(HospitalResource.values()));
    delivery.deliver(written(Readings.findings(), 1));
    String place = only("DiagnosticReport").getIdElement().toUnqualifiedVersionless().getValue();

    delivery.deliver(written(Readings.abstained(2, "the image is not a chest radiograph"), 2));

    assertThat(only("DiagnosticReport").getIdElement().toUnqualified().getValue())
        .isEqualTo(place + "/_history/2");
    assertThat(found("Observation"))
        .hasSize(2)
        .allMatch(observation -> observation.getMeta().getVersionId().equals("2"));
  }

  @Test
  void a_report_that_a_person_has_signed_meanwhile_is_not_overwritten() {
    FhirDelivery delivery = delivery(Set.of(HospitalResource.values()));
    delivery.deliver(written(Readings.findings(), 1));
    DiagnosticReport signed = (DiagnosticReport) only("DiagnosticReport");
    String place = signed.getIdElement().toUnqualifiedVersionless().getValue();
    signed.setStatus(DiagnosticReportStatus.FINAL).setConclusion("Signed by a person.");
    signed.addResultsInterpreter(new Reference().setDisplay("A radiologist"));
    hospitalSends(HTTPVerb.PUT, place, signed);

    delivery.deliver(written(Readings.abstained(2, "the image is not a chest radiograph"), 2));

    assertThat(((DiagnosticReport) only("DiagnosticReport")).getConclusion())
        .isEqualTo("Signed by a person.");
    assertThat(subject().state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(subject().reason()).isEqualTo(place + " was made a person's own");
  }

  @Test
  void a_report_whose_machine_label_was_taken_off_is_not_overwritten() {
    FhirDelivery delivery = delivery(Set.of(HospitalResource.values()));
    delivery.deliver(written(Readings.findings(), 1));
    DiagnosticReport edited = (DiagnosticReport) only("DiagnosticReport");
    edited.getMeta().setSecurity(List.of(new Coding("urn:hospital", "checked", null)));
    hospitalSends(
        HTTPVerb.PUT, edited.getIdElement().toUnqualifiedVersionless().getValue(), edited);

    delivery.deliver(written(Readings.abstained(2, "the image is not a chest radiograph"), 2));

    assertThat(subject().reason()).endsWith("was made a person's own");
  }
}
