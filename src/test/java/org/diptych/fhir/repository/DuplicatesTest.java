package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.HospitalResource;
import org.diptych.result.Readings;
import org.diptych.study.CaseState;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A race of two engines left our resources twice on a server; the next delivery repairs it. */
class DuplicatesTest extends DeliveredReading {
  private static final Set<HospitalResource> ALL = Set.of(HospitalResource.values());
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
  void deliverOnce() {
    delivery = delivery(ALL);
    delivery.deliver(written(Readings.findings(), 1));
  }

  @Test
  void the_oldest_is_kept_the_others_are_in_error_and_delivery_goes_on() {
    DiagnosticReport first = only(DiagnosticReport.class, "DiagnosticReport");
    again(first);
    again(first);

    delivery.deliver(ready(1));

    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(only("DiagnosticReport?status=preliminary").getIdElement().getIdPart())
        .isEqualTo(first.getIdElement().getIdPart());
    assertThat(found("DiagnosticReport?status=entered-in-error")).hasSize(2);
  }

  @Test
  void repaired_once_it_stays_so() {
    again(only(DiagnosticReport.class, "DiagnosticReport"));
    again(found(Observation.class, "Observation").get(0));
    delivery.deliver(ready(1));
    List<String> before = versions();

    delivery.deliver(ready(1));

    assertThat(versions()).containsExactlyElementsOf(before);
    assertThat(found("Observation?status=preliminary")).hasSize(2);
  }

  @Test
  void a_later_version_repairs_too_and_goes_to_the_oldest() {
    DiagnosticReport first = only(DiagnosticReport.class, "DiagnosticReport");
    again(first);

    delivery.deliver(written(Readings.abstained(2, "the image is not a chest radiograph"), 2));

    DiagnosticReport kept = only(DiagnosticReport.class, "DiagnosticReport?status=preliminary");
    assertThat(kept.getIdElement().getIdPart()).isEqualTo(first.getIdElement().getIdPart());
    assertThat(kept.getConclusion()).contains("gave no finding");
  }

  @Test
  void where_one_of_them_is_a_persons_own_nothing_is_changed() {
    DiagnosticReport signed = only(DiagnosticReport.class, "DiagnosticReport").copy();
    signed.setStatus(DiagnosticReportStatus.FINAL);
    signed.addResultsInterpreter(new Reference().setDisplay("A radiologist"));
    again(signed);
    List<String> before = versions();

    delivery.deliver(ready(1));

    assertThat(subject().state()).isEqualTo(CaseState.SET_ASIDE);
    assertThat(subject().reason()).endsWith("was made a person's own");
    assertThat(versions()).containsExactlyElementsOf(before);
  }

  @Test
  void of_two_devices_of_one_model_everybody_takes_the_oldest() {
    Device first = only(Device.class, "Device");
    again(first);

    delivery.deliver(ready(1));

    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(found("Device")).extracting(d -> d.getMeta().getVersionId()).containsOnly("1");
    assertThat(found(Observation.class, "Observation"))
        .allMatch(
            observation ->
                observation
                    .getDevice()
                    .getReference()
                    .equals("Device/" + first.getIdElement().getIdPart()));
  }

  /** Another resource with the same business identifier. */
  private void again(Resource resource) {
    Resource twin = resource.copy();
    twin.setId((String) null);
    twin.getMeta().setVersionId(null).setLastUpdated(null);
    hospitalSends(HTTPVerb.POST, twin.fhirType(), twin);
  }

  private List<String> versions() {
    return List.of("DiagnosticReport", "Observation", "Device").stream()
        .flatMap(type -> found(type).stream())
        .map(resource -> resource.getIdElement().toUnqualified().getValue())
        .sorted()
        .toList();
  }
}
