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
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results go to a server that the hospital calls its own, over HTTP. */
class HospitalServerTest {
  private static final FhirContext R4 = FhirR4.lenient();

  @TempDir Path data;
  private JournalDatabase database;
  private RepositoryServer hospital;
  private FhirServer client;
  private Journal journal;
  private ObjectStore objects;
  private ResultWriter writer;

  @BeforeEach
  void open() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    objects = new ObjectStore(data);
    hospital = RepositoryServer.over(database.dataSource());
    client =
        new FhirServer(
            R4,
            new FhirServerSettings(
                URI.create(hospital.base()), null, Duration.ofSeconds(5), Duration.ofSeconds(30)));
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

  private FhirDelivery delivery(Set<HospitalResource> mayCreate) {
    FhirDestinationConfig config = config(URI.create(hospital.base()), mayCreate);
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

  static FhirDestinationConfig config(URI base, Set<HospitalResource> mayCreate) {
    return new FhirDestinationConfig() {
      @Override
      public Optional<URI> url() {
        return Optional.of(base);
      }

      @Override
      public Optional<String> authorization() {
        return Optional.empty();
      }

      @Override
      public Duration connectTimeout() {
        return Duration.ofSeconds(5);
      }

      @Override
      public Duration responseTimeout() {
        return Duration.ofSeconds(30);
      }

      @Override
      public Optional<Set<HospitalResource>> create() {
        return Optional.of(mayCreate);
      }
    };
  }
}
