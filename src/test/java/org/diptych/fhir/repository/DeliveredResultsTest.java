package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.diptych.delivery.DeliveryLedger;
import org.diptych.delivery.FhirDelivery;
import org.diptych.delivery.FhirDestination;
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
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reading goes through journal, writer and delivery into the embedded repository over HTTP. */
class DeliveredResultsTest {
  private static final FhirContext R4 = FhirR4.lenient();

  @TempDir Path data;
  private JournalDatabase database;
  private RepositoryServer repository;
  private FhirServer client;
  private Journal journal;
  private ResultWriter writer;
  private FhirDelivery delivery;

  @BeforeEach
  void open() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    ObjectStore objects = new ObjectStore(data);
    repository = RepositoryServer.over(database.dataSource());
    URI base = URI.create(repository.base());
    client =
        new FhirServer(
            R4, new FhirServerSettings(base, null, Duration.ofSeconds(5), Duration.ofSeconds(30)));
    writer =
        new ResultWriter(
            journal,
            objects,
            R4,
            Readings.config(Map.of()),
            model -> Optional.of("# A card"),
            ResourceValidator.lazily());
    delivery =
        new FhirDelivery(
            journal,
            objects,
            R4,
            new FhirDestination(
                R4, HospitalServerTest.config(base, Set.of(HospitalResource.values()))),
            new DeliveryLedger(Clock.systemUTC()));
    journal.transact(
        transaction -> {
          transaction.studies().keep(Readings.instance(), Readings.study());
          return transaction.reports().keep(Readings.message(), "RIS|HOSP", "object");
        });
  }

  @AfterEach
  void close() throws Exception {
    repository.close();
    database.close();
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
    Patient known = new Patient();
    known.addIdentifier().setSystem("urn:oid:2.16.840.1.113883.19.5").setValue("P-100234");
    known.addName().setFamily("As the hospital writes it");
    DiagnosticReport signed = new DiagnosticReport();
    signed.setStatus(DiagnosticReportStatus.FINAL);
    signed.getCode().setText("Chest radiograph");
    signed.addIdentifier().setSystem("urn:hospital:report").setValue("F-77421");
    hospitalWrites(known, signed);

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
    String key = Readings.CASE + "#" + version + "#fhir";
    return journal
        .transact(transaction -> transaction.entries().find(EntryKind.RESULTS_READY, key))
        .orElseThrow();
  }

  private Entry delivered(Entry results) {
    return journal
        .transact(transaction -> transaction.entries().find(EntryKind.DELIVERED, results.key()))
        .orElseThrow();
  }

  private Case subject() {
    return journal.transact(open -> open.cases().find(Readings.CASE)).orElseThrow();
  }

  private void hospitalWrites(Resource... resources) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    for (Resource resource : resources) {
      bundle
          .addEntry()
          .setResource(resource)
          .getRequest()
          .setMethod(HTTPVerb.POST)
          .setUrl(resource.fhirType());
    }
    assertThat(client.transact(bundle)).isInstanceOf(FhirAnswer.Done.class);
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

  private <T extends Resource> T only(Class<T> type, String query) {
    List<T> found = found(type, query);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private <T extends Resource> List<T> found(Class<T> type, String query) {
    FhirAnswer<Bundle> answer = client.search(query);
    assertThat(answer).isInstanceOf(FhirAnswer.Done.class);
    return ((FhirAnswer.Done<Bundle>) answer)
        .value().getEntry().stream()
            .map(BundleEntryComponent::getResource)
            .map(type::cast)
            .toList();
  }
}
