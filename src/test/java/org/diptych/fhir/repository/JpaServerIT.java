package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.diptych.delivery.DeliveryLedger;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.FhirDestination;
import org.diptych.delivery.FhirDestinationConfig;
import org.diptych.delivery.HospitalResource;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.client.FhirAnswer;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;
import org.diptych.fhir.validation.ResourceValidator;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryDraft;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.ObjectStore;
import org.diptych.journal.Receipt;
import org.diptych.result.Readings;
import org.diptych.result.ResultWriter;
import org.diptych.study.Case;
import org.diptych.study.CaseState;
import org.diptych.study.Findings;
import org.diptych.study.Priority;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results go to a real HAPI FHIR JPA server and are read back; runs with {@code -Pjpa-server} only.
 */
@EnabledIfSystemProperty(named = "diptych.jpa-server", matches = ".+")
class JpaServerIT {
  private static final FhirContext R4 = FhirR4.lenient();

  @TempDir Path data;
  private JournalDatabase database;
  private JpaServerPeer hospital;
  private FhirServer client;
  private Journal journal;
  private ObjectStore objects;
  private ResultWriter writer;

  @BeforeEach
  void open() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    objects = new ObjectStore(data);
    hospital = JpaServerPeer.start(Path.of(System.getProperty("diptych.jpa-server")));
    client =
        new FhirServer(
            R4,
            new FhirServerSettings(
                hospital.base(), null, Duration.ofSeconds(5), Duration.ofSeconds(30)));
    writer =
        new ResultWriter(
            journal,
            objects,
            R4,
            Readings.config(Map.of()),
            model -> Optional.of("# A card"),
            ResourceValidator.lazily());
    journal.transact(
        transaction -> {
          transaction.studies().keep(Readings.instance(), Readings.study());
          return transaction.reports().keep(Readings.message(), "RIS|HOSP", "object");
        });
  }

  @AfterEach
  void close() throws Exception {
    hospital.close();
    database.close();
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

  private FhirDelivery delivery(Set<HospitalResource> mayCreate) {
    FhirDestinationConfig config = HospitalServerTest.config(hospital.base(), mayCreate);
    return new FhirDelivery(
        journal,
        objects,
        R4,
        new FhirDestination(R4, config),
        new DeliveryLedger(Clock.systemUTC()));
  }

  private static Patient patient() {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem("urn:oid:2.16.840.1.113883.19.5").setValue("P-100234");
    return patient;
  }

  private void hospitalHas(Resource... resources) {
    for (Resource resource : resources) {
      hospitalSends(HTTPVerb.POST, resource.fhirType(), resource);
    }
  }

  private void hospitalSends(HTTPVerb method, String url, Resource resource) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    bundle.addEntry().setResource(resource).getRequest().setMethod(method).setUrl(url);
    assertThat(client.transact(bundle)).isInstanceOf(FhirAnswer.Done.class);
  }

  private Entry written(Findings findings, int version) {
    Entry ready =
        journal.transact(
            transaction -> {
              transaction.cases().save(Readings.subject(version, Priority.ROUTINE));
              transaction.cases().keep(findings);
              Receipt receipt =
                  transaction.append(
                      EntryDraft.of(
                              EntryKind.FINDINGS_READY,
                              Readings.CASE + "#" + version,
                              Map.of("version", Integer.toString(version)))
                          .forCase(Readings.CASE));
              return transaction.entries().find(receipt.entryId()).orElseThrow();
            });
    writer.write(ready);
    return ready(version);
  }

  private Entry ready(int version) {
    String key = Readings.CASE + "#" + version + "#fhir";
    return journal
        .transact(transaction -> transaction.entries().find(EntryKind.RESULTS_READY, key))
        .orElseThrow();
  }

  private Case subject() {
    return journal.transact(open -> open.cases().find(Readings.CASE)).orElseThrow();
  }

  private Resource only(String type) {
    List<Resource> found = found(type);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<Resource> found(String query) {
    FhirAnswer<Bundle> answer = client.search(query);
    assertThat(answer).isInstanceOf(FhirAnswer.Done.class);
    return ((FhirAnswer.Done<Bundle>) answer)
        .value().getEntry().stream().map(BundleEntryComponent::getResource).toList();
  }
}
