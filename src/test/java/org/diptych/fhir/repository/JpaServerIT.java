package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.HospitalResource;
import org.diptych.result.Readings;
import org.diptych.study.CaseState;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Results go to a real HAPI FHIR JPA server and are read back; runs with {@code -Pjpa-server} only.
 */
@EnabledIfSystemProperty(named = "diptych.jpa-server", matches = ".+")
class JpaServerIT extends DeliveredReading {
  private JpaServerPeer hospital;

  @Override
  URI listen() throws Exception {
    hospital = JpaServerPeer.start(Path.of(System.getProperty("diptych.jpa-server")));
    return hospital.base();
  }

  @Override
  void end() throws Exception {
    hospital.close();
  }

  @Test
  void results_are_written_superseded_and_never_laid_over_what_a_person_signed() {
    delivery(Set.of()).deliver(written(Readings.findings(), 1));
    assertThat(subject().reason()).startsWith("FHIR server has no Patient");
    assertThat(found("DiagnosticReport")).isEmpty();

    hospitalHas(patient());
    FhirDelivery delivery =
        delivery(Set.of(HospitalResource.SERVICE_REQUEST, HospitalResource.IMAGING_STUDY));
    delivery.deliver(ready(1));
    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    DiagnosticReport report = (DiagnosticReport) only("DiagnosticReport");
    String place = report.getIdElement().toUnqualifiedVersionless().getValue();
    assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.PRELIMINARY);
    assertThat(report.getResult())
        .extracting(Reference::getReference)
        .containsExactlyInAnyOrderElementsOf(
            found("Observation").stream()
                .map(each -> each.getIdElement().toUnqualifiedVersionless().getValue())
                .toList());
    assertThat(report.getSubject().getReference())
        .isEqualTo(only("Patient").getIdElement().toUnqualifiedVersionless().getValue());
    assertThat(found("Provenance")).hasSize(1);

    delivery.deliver(ready(1));
    assertThat(found("DiagnosticReport")).hasSize(1);
    assertThat(found("Observation")).hasSize(2);

    delivery.deliver(written(Readings.abstained(2, "the image is not a chest radiograph"), 2));
    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(only("DiagnosticReport").getIdElement().toUnqualified().getValue())
        .isEqualTo(place + "/_history/2");
    assertThat(found("Observation?status=cancelled")).hasSize(2);

    DiagnosticReport signed = (DiagnosticReport) only("DiagnosticReport");
    signed.setStatus(DiagnosticReportStatus.FINAL).setConclusion("Signed by a person.");
    hospitalSends(HTTPVerb.PUT, place, signed);
    delivery.deliver(written(Readings.abstained(3, "again not a chest radiograph"), 3));
    assertThat(subject().reason()).isEqualTo(place + " was made a person's own");
    assertThat(((DiagnosticReport) only("DiagnosticReport")).getConclusion())
        .isEqualTo("Signed by a person.");
  }
}
