package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.diptych.delivery.DestinationUnavailable;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.HospitalResource;
import org.diptych.fhir.repository.FaultProxy.Fault;
import org.diptych.journal.Entry;
import org.diptych.result.Readings;
import org.diptych.study.CaseState;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** A reading goes to a server that keeps resources and does no transactions, over HTTP. */
class NoTransactionsTest extends DeliveredReading {
  private static final Set<HospitalResource> ALL = Set.of(HospitalResource.values());

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private RepositoryServer repository;
  private FaultProxy proxy;

  /** Which single write fails after it was done, counted from 0; -1 for none. */
  private int losing = -1;

  private Fault transaction = Fault.NOT_SUPPORTED;

  @Override
  URI listen() throws Exception {
    repository = RepositoryServer.over(database.dataSource());
    proxy = new FaultProxy(URI.create(repository.base()), this::plan);
    return proxy.base();
  }

  @Override
  void end() throws Exception {
    proxy.close();
    repository.close();
  }

  private synchronized Fault plan(String method, String path, String body) {
    if (method.equals("GET")) {
      return path.endsWith("/metadata") ? Fault.BAD_GATEWAY : Fault.NONE;
    }
    if (path.endsWith("/fhir")) {
      return transaction;
    }
    requests.add(method + " " + path.replaceFirst("^/fhir/", "").replaceFirst("[/?].*$", ""));
    return losing-- == 0 ? Fault.RESET_AFTER : Fault.NONE;
  }

  @Test
  void what_is_referred_to_goes_first_and_the_report_as_late_as_its_provenance_allows() {
    delivery(ALL).deliver(written(Readings.findings(), 1));

    assertThat(requests)
        .containsExactly(
            "POST Patient",
            "POST ServiceRequest",
            "POST ImagingStudy",
            "POST DocumentReference",
            "POST Device",
            "PUT Observation",
            "PUT Observation",
            "PUT DiagnosticReport",
            "PUT Provenance");
    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    DiagnosticReport report = only(DiagnosticReport.class, "DiagnosticReport");
    assertThat(report.getResult())
        .extracting(Reference::getReference)
        .containsExactlyInAnyOrderElementsOf(
            found(Observation.class, "Observation").stream().map(this::place).toList());
    assertThat(report.getSubject().getReference()).isEqualTo(place(only("Patient")));
    assertThat(only(Provenance.class, "Provenance").getTarget())
        .extracting(Reference::getReference)
        .contains(place(report));
  }

  @Test
  void lost_after_any_write_all_begins_again_and_nothing_is_there_twice() {
    Entry results = written(Readings.findings(), 1);
    FhirDelivery delivery = delivery(ALL, Map.of("breaker.after", "100"));
    for (int write = 0; write < 9; write++) {
      losing = write;
      assertThatThrownBy(() -> delivery.deliver(results))
          .isInstanceOf(DestinationUnavailable.class);
    }
    losing = -1;

    delivery.deliver(results);

    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
    assertThat(everything())
        .hasSize(9)
        .extracting(resource -> resource.getMeta().getVersionId())
        .containsOnly("1");
  }

  @Test
  void a_later_version_goes_to_the_places_of_the_earlier() {
    FhirDelivery delivery = delivery(ALL);
    delivery.deliver(written(Readings.findings(), 1));

    delivery.deliver(written(Readings.abstained(2, "the image is not a chest radiograph"), 2));

    assertThat(found("DiagnosticReport")).hasSize(1);
    assertThat(found(Observation.class, "Observation"))
        .hasSize(2)
        .allMatch(observation -> observation.getStatus().toCode().equals("cancelled"));
  }

  @Test
  void a_site_that_says_so_is_never_sent_a_transaction() {
    transaction = Fault.BROKEN;

    delivery(ALL, Map.of("transactions", "never")).deliver(written(Readings.findings(), 1));

    assertThat(proxy.counts()).doesNotContainKey(Fault.BROKEN);
    assertThat(subject().state()).isEqualTo(CaseState.DELIVERED);
  }

  @Test
  void a_site_that_insists_on_transactions_gets_no_other_writes() {
    delivery(ALL, Map.of("transactions", "always")).deliver(written(Readings.findings(), 1));

    assertThat(requests).isEmpty();
    assertThat(subject().reason())
        .isEqualTo("FHIR server cannot keep the results with HTTP 405: error/not-supported");
  }

  @Test
  void content_that_is_refused_is_not_taken_for_a_want_of_transactions() {
    transaction = Fault.UNPROCESSABLE;

    delivery(ALL).deliver(written(Readings.findings(), 1));

    assertThat(requests).isEmpty();
    assertThat(subject().reason())
        .isEqualTo("FHIR server refused the results with HTTP 422: error/business-rule");
  }

  private String place(Resource resource) {
    return resource.getIdElement().toUnqualifiedVersionless().getValue();
  }

  private List<Resource> everything() {
    List<Resource> all = new ArrayList<>();
    for (String type :
        List.of(
            "Patient",
            "ServiceRequest",
            "ImagingStudy",
            "DocumentReference",
            "Device",
            "Observation",
            "DiagnosticReport",
            "Provenance")) {
      all.addAll(found(type));
    }
    return all;
  }
}
