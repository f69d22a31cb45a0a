package org.diptych.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.diptych.fhir.source.Fetched;
import org.diptych.fhir.source.SourceContent;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryKind;
import org.diptych.journal.KeptOrder;
import org.diptych.journal.KeptSubscription;
import org.diptych.journal.KeptSubscription.State;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.MovingClock;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportKey;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;
import org.hl7.fhir.r5.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r5.model.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client at a server of FHIR R5, over HTTP: asked in R5, told in R5, read as R4. */
class R5IntakeTest {
  private static final String NAME = "ris-diagnosticreport";
  private static final String NUMBERS = "http://terminology.hl7.org/CodeSystem/v2-0203";

  @TempDir Path data;
  private final MovingClock clock = MovingClock.at("2026-03-01T09:00:00Z");
  private R5Server server;
  private ListeningEngine engine;

  @BeforeEach
  void listen() throws Exception {
    server = new R5Server();
    engine =
        new ListeningEngine(
            data,
            clock,
            SourceConfigs.one(
                server.base(),
                FhirSourcesConfig.Way.AUTO,
                List.of("DiagnosticReport"),
                Map.of("DiagnosticReport", "category=RAD")));
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
    server.close();
  }

  private KeptSubscription kept() {
    return engine.subscription(NAME);
  }

  private void holdsOrder() {
    server.holds(
        """
        {'resourceType':'ServiceRequest','id':'o1','status':'active','intent':'order',
         'priority':'stat','subject':{'reference':'Patient/p1'},'identifier':[
          {'type':{'coding':[{'system':'%1$s','code':'ACSN'}]},'system':'urn:oid:1.2.3','value':'A1'},
          {'type':{'coding':[{'system':'%1$s','code':'PLAC'}]},'value':'PL1'}],
         'code':{'concept':{'coding':[{'system':'http://loinc.org','code':'36643-5','display':'XR Chest'}]}},
         'supportingInfo':[{'reference':{'reference':'Observation/b1'}}],
         'patientInstruction':[{'instructionMarkdown':'Come fasting.'}],
         'reason':[{'concept':{'text':'Cough'}}]}
        """
            .formatted(NUMBERS));
  }

  private void holdsStudy() {
    server.holds(
        """
        {'resourceType':'ImagingStudy','id':'i1','status':'available',
         'contained':[{'resourceType':'Endpoint','id':'e1','status':'active',
           'connectionType':[{'coding':[{'code':'hl7-fhir-rest'}]},
             {'coding':[{'system':'http://terminology.hl7.org/CodeSystem/endpoint-connection-type','code':'dicom-wado-rs'}]}],
           'payload':[{'mimeType':['application/dicom']}],'address':'http://pacs.example/dicom-web'}],
         'endpoint':[{'reference':'#e1'}],'modality':[{'coding':[{'code':'CR'}]}],
         'identifier':[{'system':'urn:dicom:uid','value':'urn:oid:1.2.840.1'}],
         'subject':{'reference':'Patient/p1'},'numberOfInstances':2,
         'procedure':[{'concept':{'text':'Chest radiograph'}}],
         'series':[{'uid':'1.2.840.1.1','modality':{'coding':[{'code':'CR'}]},
           'bodySite':{'concept':{'text':'Chest'}},'instance':[
           {'uid':'1.2.840.1.1.1','sopClass':{'code':'urn:oid:1.2.840.10008.5.1.4.1.1.1'}}]}]}
        """);
  }

  private void holdsReport(String status) {
    server.holds(
        """
        {'resourceType':'DiagnosticReport','id':'r1','status':'%s',
         'basedOn':[{'reference':'ServiceRequest/o1'}],'subject':{'reference':'Patient/p1'},
         'study':[{'reference':'ImagingStudy/i1'}],'code':{'text':'Chest radiograph'},
         'presentedForm':[{'contentType':'text/plain','size':'6','data':'Q2xlYXIu'}],
         'conclusion':'No effusion.'}
        """
            .formatted(status));
  }

  private RadiologyReport report() {
    return engine.journal.transact(
        open ->
            open.reports().versions(new ReportKey("fhir ris|DiagnosticReport/r1")).get(0).report());
  }

  private void fetch(String place) {
    engine.journal.transact(
        open -> open.append(EventLog.draft("test#" + place, kept(), place, "test")));
    engine.fetchAll();
  }

  @Test
  void a_server_of_r5_is_asked_for_a_subscription_of_r5() {
    engine.keeper.tend();

    Subscription asked = server.subscription;
    assertThat(asked.getTopic())
        .isEqualTo("http://diptych.org/fhir/SubscriptionTopic/diagnostic-report");
    assertThat(asked.getChannelType().getCode()).isEqualTo("rest-hook");
    assertThat(asked.getEndpoint()).isEqualTo(engine.base + "/fhir-notifications/" + NAME);
    assertThat(asked.getParameterFirstRep().getName()).isEqualTo("Authorization");
    assertThat(asked.getParameterFirstRep().getValue()).isEqualTo(engine.secrets.of(NAME));
    assertThat(asked.getContent().toCode()).isEqualTo("id-only");
    assertThat(asked.getContentType()).isEqualTo("application/fhir+json");
    assertThat(asked.getHeartbeatPeriod()).isEqualTo(60);
    assertThat(asked.getTimeout()).isEqualTo(20);
    assertThat(asked.getMaxCount()).isEqualTo(50);
    assertThat(asked.getFilterByFirstRep().getResourceType()).isEqualTo("DiagnosticReport");
    assertThat(asked.getFilterByFirstRep().getFilterParameter()).isEqualTo("category");
    assertThat(asked.getFilterByFirstRep().getValue()).isEqualTo("RAD");
    assertThat(kept().remote().state()).isEqualTo(State.REQUESTED);
    assertThat(kept().remote().way()).isEqualTo("TOPIC");
  }

  @Test
  void a_handshake_a_notification_and_what_is_fetched_end_in_the_journal() throws Exception {
    holdsOrder();
    holdsStudy();
    holdsReport("final");
    engine.keeper.tend();

    assertThat(server.shakesHands()).isEqualTo(204);
    assertThat(kept().remote().state()).isEqualTo(State.ACTIVE);
    assertThat(server.tells("DiagnosticReport/r1")).isEqualTo(204);
    assertThat(engine.announced())
        .extracting(entry -> entry.get("place"))
        .containsExactly("DiagnosticReport/r1");
    engine.fetchAll();

    List<Entry> reports = engine.entries(EntryKind.REPORT_KEPT);
    assertThat(reports).hasSize(1);
    assertThat(report().text()).isEqualTo("Clear.\nIMPRESSION:\nNo effusion.");
    assertThat(report().study()).isEqualTo(new Uid("1.2.840.1"));
    assertThat(report().accession()).isEqualTo(new AccessionNumber("A1", "1.2.3"));
  }

  @Test
  void a_report_that_was_modified_before_it_is_final_is_preliminary() {
    engine.keeper.tend();
    holdsReport("modified");

    fetch("DiagnosticReport/r1");

    assertThat(report().status()).isEqualTo(ReportStatus.PRELIMINARY);
  }

  @Test
  void an_order_says_what_is_ordered() {
    engine.keeper.tend();
    holdsOrder();

    fetch("ServiceRequest/o1");

    List<KeptOrder> orders = engine.journal.transact(open -> open.orders().numbered("PL1", null));
    assertThat(orders)
        .extracting(kept -> kept.order().procedure())
        .containsExactly(new CodedText("36643-5", "http://loinc.org", "XR Chest"));
  }

  @Test
  void a_study_says_how_many_images_there_are_and_where() {
    holdsStudy();

    Fetched fetched = engine.sources.find("ris").orElseThrow().server().fetch("ImagingStudy/i1");

    SourceContent.Study study = (SourceContent.Study) ((Fetched.Found) fetched).content();
    assertThat(study.study()).isEqualTo(new Uid("1.2.840.1"));
    assertThat(study.instances()).isEqualTo(2);
    assertThat(study.endpoints()).containsExactly(URI.create("http://pacs.example/dicom-web"));
    assertThat(study.listed()).hasSize(1);
  }

  @Test
  void events_that_no_notification_brought_are_asked_for_by_their_numbers() throws Exception {
    engine.keeper.tend();
    server.shakesHands();
    server.loses("DiagnosticReport/r1");
    server.tells("DiagnosticReport/r2");
    assertThat(kept().heard().gapSince()).isNotNull();

    clock.advance(EventLog.GRACE);
    engine.keeper.tend();

    assertThat(server.requests).contains("GET Subscription/s1/$events");
    assertThat(kept().heard().last()).isEqualTo(2);
    assertThat(kept().heard().gapSince()).isNull();
  }

  @Test
  void a_server_of_r5_without_topics_is_polled_and_not_asked_by_criteria() {
    server.topics = false;

    engine.keeper.tend();

    assertThat(kept().remote().way()).isEqualTo("POLLING");
    assertThat(server.requests.stream().filter(each -> each.startsWith("POST"))).hasSize(1);
  }

  @Test
  void a_server_of_a_version_that_is_not_understood_is_asked_for_nothing() {
    server.version = FHIRVersion._3_0_2;

    engine.keeper.tend();

    assertThat(server.requests).isNotEmpty().allMatch(each -> each.equals("GET metadata"));
    assertThat(kept().remote().state()).isEqualTo(State.WANTED);
  }
}
