package org.diptych.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.diptych.dicom.SampleObjects;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.repository.RepositoryServer;
import org.diptych.intake.DicomWebServer;
import org.diptych.journal.EntryKind;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.study.MovingClock;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.ReportKey;
import org.diptych.study.StudyAnnouncement;
import org.diptych.study.StudyAnnouncement.Source;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A FHIR server that is asked what changed, an archive that is fetched from, and what is kept. */
class PollingTest {
  private static final List<String> TYPES =
      List.of("ImagingStudy", "DiagnosticReport", "ServiceRequest", "Patient");

  @TempDir Path hospitalData;
  @TempDir Path archiveData;
  @TempDir Path data;
  @TempDir Path folder;

  private final FhirContext context = FhirR4.lenient();
  private final MovingClock clock = MovingClock.at(Instant.now().toString());
  private JournalDatabase database;
  private RepositoryServer hospital;
  private DicomWebServer archive;
  private ListeningEngine engine;
  private IGenericClient client;

  @BeforeEach
  void listen() throws Exception {
    database = JournalDatabase.embedded(hospitalData);
    hospital = RepositoryServer.over(database.dataSource());
    archive = new DicomWebServer(archiveData);
    engine =
        new ListeningEngine(
            data,
            clock,
            SourceConfigs.one(URI.create(hospital.base()), FhirSourcesConfig.Way.POLLING, TYPES),
            SourceConfigs.images(archive.at("")),
            100);
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    client = context.newRestfulGenericClient(hospital.base());
    put(
        """
        {'resourceType':'Patient','id':'p1',
         'identifier':[{'system':'https://hospital.example/mrn','value':'P1'}]}
        """);
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
    archive.close();
    hospital.close();
    database.close();
  }

  private void put(String json) {
    client
        .update()
        .resource((Resource) context.newJsonParser().parseResource(json.replace('\'', '"')))
        .execute();
  }

  private void hasReport(String id, String conclusion) {
    put(
        """
        {'resourceType':'DiagnosticReport','id':'%s','status':'final','code':{'text':'Chest'},
         'subject':{'reference':'Patient/p1'},'conclusion':'%s'}
        """
            .formatted(id, conclusion));
  }

  private void hasStudy(String study, List<String> instances, URI archiveAt) {
    String listed =
        String.join(
            ",",
            instances.stream()
                .map(
                    uid ->
                        "{'uid':'%s','sopClass':{'code':'urn:oid:1.2.840.10008.5.1.4.1.1.1'}}"
                            .formatted(uid))
                .toList());
    put(
        """
        {'resourceType':'ImagingStudy','id':'i1','status':'available',
         'contained':[{'resourceType':'Endpoint','id':'e1','status':'active',
           'connectionType':{'system':'http://terminology.hl7.org/CodeSystem/endpoint-connection-type','code':'dicom-wado-rs'},
           'payloadType':[{'text':'DICOM'}],'address':'%s'}],'endpoint':[{'reference':'#e1'}],
         'identifier':[{'system':'urn:dicom:uid','value':'urn:oid:%s'}],
         'subject':{'reference':'Patient/p1'},'numberOfInstances':%d,
         'series':[{'uid':'1.2.3.9','modality':{'code':'CR'},'instance':[%s]}]}
        """
            .formatted(archiveAt, study, instances.size(), listed));
  }

  private List<String> texts(String id) {
    return engine.journal.transact(
        open ->
            open.reports().versions(new ReportKey("fhir ris|DiagnosticReport/" + id)).stream()
                .map(kept -> kept.report().text())
                .toList());
  }

  private List<StudyAnnouncement> announced(Uid study) {
    return engine.journal.transact(open -> open.announcements().inForce(study));
  }

  @Test
  void a_report_that_changed_is_found_fetched_and_kept_in_each_version_once() {
    hasReport("r1", "No effusion.");
    engine.keeper.tend();
    engine.fetchAll();
    hasReport("r1", "Small effusion.");
    clock.advance(Duration.ofSeconds(31));
    engine.keeper.tend();
    engine.fetchAll();
    clock.advance(Duration.ofSeconds(31));
    engine.keeper.tend();
    engine.fetchAll();

    assertThat(texts("r1"))
        .containsExactly("IMPRESSION:\nNo effusion.", "IMPRESSION:\nSmall effusion.");
    assertThat(engine.subscription("ris-diagnosticreport").remote().state())
        .isEqualTo(State.ACTIVE);
  }

  @Test
  void a_server_that_is_away_is_asked_again_and_nothing_is_missed() throws Exception {
    engine.keeper.tend();
    hospital.close();
    clock.advance(Duration.ofSeconds(31));
    engine.keeper.tend();
    assertThat(engine.subscription("ris-diagnosticreport").remote().failures()).isPositive();

    hospital = RepositoryServer.over(database.dataSource());
    assertThat(engine.subscription("ris-diagnosticreport").swept().isWanted()).isTrue();
  }

  @Test
  void a_patient_and_an_order_are_kept_as_what_they_are() {
    put(
        """
        {'resourceType':'ServiceRequest','id':'o1','status':'active','intent':'order',
         'subject':{'reference':'Patient/p1'},'identifier':[
          {'type':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':'PLAC'}]},'value':'PL1'}]}
        """);
    put(
        """
        {'resourceType':'Patient','id':'p2',
         'identifier':[{'system':'https://hospital.example/mrn','value':'P2'}],
         'link':[{'other':{'reference':'Patient/p1'},'type':'replaced-by'}]}
        """);

    engine.keeper.tend();
    engine.fetchAll();

    List<KeptOrder> orders = engine.journal.transact(open -> open.orders().numbered("PL1", null));
    assertThat(orders).hasSize(1);
    PatientId current =
        engine.journal.transact(open -> open.patients().current(new PatientId("P2", "HOSPITAL")));
    assertThat(current).isEqualTo(new PatientId("P1", "HOSPITAL"));
  }

  private void hasMerged(String link) {
    put(
        """
        {'resourceType':'Patient','id':'p2',
         'identifier':[{'system':'https://hospital.example/mrn','value':'P2'}]%s}
        """
            .formatted(link));
    clock.advance(Duration.ofSeconds(31));
    engine.keeper.tend();
    engine.fetchAll();
  }

  private static final String REPLACED =
      ",'link':[{'other':{'reference':'Patient/p1'},'type':'replaced-by'}]";

  private PatientId now(String id) {
    return engine.journal.transact(open -> open.patients().current(new PatientId(id, "HOSPITAL")));
  }

  @Test
  void a_link_that_is_taken_away_undoes_the_merge() {
    hasMerged(REPLACED);
    assertThat(now("P2")).isEqualTo(new PatientId("P1", "HOSPITAL"));

    hasMerged("");

    assertThat(now("P2")).isEqualTo(new PatientId("P2", "HOSPITAL"));
    assertThat(engine.entries(EntryKind.PATIENT_CHANGED))
        .extracting(entry -> entry.get("change"))
        .endsWith("UPDATE", "UNMERGE");
    hasMerged(REPLACED);
    assertThat(now("P2")).isEqualTo(new PatientId("P1", "HOSPITAL"));
  }

  @Test
  void a_link_that_another_version_says_again_stays() {
    hasMerged(REPLACED);

    hasMerged(REPLACED + ",'gender':'female'");

    assertThat(now("P2")).isEqualTo(new PatientId("P1", "HOSPITAL"));
    assertThat(engine.entries(EntryKind.PATIENT_CHANGED))
        .extracting(entry -> entry.get("change"))
        .doesNotContain("UNMERGE");
  }

  @Test
  void a_link_to_nobody_who_can_be_found_undoes_nothing() {
    hasMerged(REPLACED);

    hasMerged(REPLACED.replace("Patient/p1", "http://elsewhere.example/fhir/Patient/p1"));

    assertThat(now("P2")).isEqualTo(new PatientId("P1", "HOSPITAL"));
  }

  @Test
  void a_merge_that_a_message_said_is_not_undone_by_a_patient_without_links() {
    hasMerged("");
    PatientChange merge =
        new PatientChange(
            PatientChange.Kind.MERGE,
            new PatientIdentity(new PatientId("P1", "HOSPITAL"), null, null, null),
            new PatientId("P2", "HOSPITAL"),
            "A40-1");
    engine.journal.transact(open -> open.patients().keep(merge, "ADT", "object"));

    hasMerged(",'gender':'female'");

    assertThat(now("P2")).isEqualTo(new PatientId("P1", "HOSPITAL"));
  }

  @Test
  void the_images_of_a_study_are_fetched_and_only_once() throws Exception {
    archive.store(
        Files.readAllBytes(SampleObjects.radiograph(folder.resolve("a"), "1.2.3.4.1", 1)));
    Uid study =
        archive
            .journal
            .transact(open -> open.studies().instance(new Uid("1.2.3.4.1")))
            .orElseThrow()
            .instance()
            .study();
    hasStudy(study.value(), List.of("1.2.3.4.1"), archive.at(""));

    engine.keeper.tend();
    engine.fetchAll();
    engine.fetchAll();

    assertThat(engine.entries(EntryKind.INSTANCE_KEPT)).hasSize(1);
    assertThat(announced(study))
        .containsExactly(new StudyAnnouncement(study, Source.FHIR_IMAGING_STUDY, 1, true));
  }

  @Test
  void images_elsewhere_are_not_fetched_but_the_study_is_announced() {
    hasStudy("1.2.3.77", List.of("1.2.3.77.1"), URI.create("http://127.0.0.1:1/elsewhere"));

    engine.keeper.tend();
    engine.fetchAll();

    assertThat(engine.entries(EntryKind.INSTANCE_KEPT)).isEmpty();
    assertThat(announced(new Uid("1.2.3.77")))
        .containsExactly(
            new StudyAnnouncement(new Uid("1.2.3.77"), Source.FHIR_IMAGING_STUDY, 1, false));
  }

  @Test
  void images_that_the_archive_does_not_have_yet_are_fetched_later() {
    hasStudy("1.2.3.88", List.of("1.2.3.88.1"), archive.at(""));
    engine.keeper.tend();

    assertThatThrownBy(engine::fetchAll).isInstanceOf(SourceUnavailable.class);
  }
}
