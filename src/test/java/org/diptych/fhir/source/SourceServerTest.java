package org.diptych.fhir.source;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.diptych.fhir.FhirR4;
import org.diptych.fhir.IdentifierSystems;
import org.diptych.fhir.client.FhirServer;
import org.diptych.fhir.client.FhirServerSettings;
import org.diptych.fhir.repository.RepositoryServer;
import org.diptych.fhir.source.SourceContent.ListedInstance;
import org.diptych.journal.JournalDatabase;
import org.diptych.study.AccessionNumber;
import org.diptych.study.Order;
import org.diptych.study.OrderState;
import org.diptych.study.PatientChange;
import org.diptych.study.PatientChange.Kind;
import org.diptych.study.PatientId;
import org.diptych.study.PatientIdentity;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What resources of a real FHIR server say, over HTTP. */
class SourceServerTest {
  private static final String NUMBERS = "http://terminology.hl7.org/CodeSystem/v2-0203";

  @TempDir Path data;

  private final FhirContext context = FhirR4.lenient();
  private JournalDatabase database;
  private RepositoryServer hospital;
  private SourceServer source;
  private IGenericClient client;

  @BeforeEach
  void listen() throws Exception {
    database = JournalDatabase.embedded(data);
    hospital = RepositoryServer.over(database.dataSource());
    FhirServerSettings settings =
        new FhirServerSettings(
            URI.create(hospital.base()), null, Duration.ofSeconds(2), Duration.ofSeconds(10));
    SourceTerms terms =
        new SourceTerms(
            new IdentifierSystems(Map.of("HOSPITAL", "https://hospital.example/mrn")),
            "urn:diptych:patient-id",
            "urn:diptych:accession-number",
            "urn:diptych:placer-order-number",
            ZoneOffset.UTC);
    source = new SourceServer(context, new FhirServer(context, settings), terms, "ris");
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    client = context.newRestfulGenericClient(hospital.base());
    put(
        """
        {'resourceType':'Patient','id':'p1','identifier':[
          {'system':'urn:ssn','value':'999'},
          {'type':{'coding':[{'system':'%s','code':'MR'}]},
           'system':'https://hospital.example/mrn','value':'P1'}],
         'name':[{'family':'Roe','given':['Anna','M']}],'birthDate':'1961-05-04','gender':'female'}
        """
            .formatted(NUMBERS));
  }

  @AfterEach
  void stop() throws Exception {
    hospital.close();
    database.close();
  }

  private void put(String json) {
    client
        .update()
        .resource((Resource) context.newJsonParser().parseResource(json.replace('\'', '"')))
        .execute();
  }

  private SourceContent content(String place) {
    Fetched fetched = source.fetch(place);
    assertThat(fetched).isInstanceOf(Fetched.Found.class);
    return ((Fetched.Found) fetched).content();
  }

  private RadiologyReport report(String place) {
    return ((SourceContent.Report) content(place)).report();
  }

  private static final PatientIdentity ANNA =
      new PatientIdentity(
          new PatientId("P1", "HOSPITAL"), "Roe^Anna^M", LocalDate.of(1961, 5, 4), "F");

  private void hasOrder() {
    put(
        """
        {'resourceType':'ServiceRequest','id':'o1','status':'active','intent':'order',
         'priority':'stat','subject':{'reference':'Patient/p1'},'identifier':[
          {'type':{'coding':[{'system':'%1$s','code':'ACSN'}]},'system':'urn:oid:1.2.3','value':'A1'},
          {'type':{'coding':[{'system':'%1$s','code':'PLAC'}]},'value':'PL1'}],
         'code':{'coding':[{'system':'http://loinc.org','code':'36643-5','display':'XR Chest'}]},
         'occurrenceDateTime':'2026-03-01T10:00:00Z'}
        """
            .formatted(NUMBERS));
  }

  private void hasStudy(String endpoint) {
    put(
        """
        {'resourceType':'ImagingStudy','id':'i1','status':'available',
         'contained':[{'resourceType':'Endpoint','id':'e1','status':'active',
           'connectionType':{'system':'http://terminology.hl7.org/CodeSystem/endpoint-connection-type','code':'%s'},
           'payloadType':[{'text':'DICOM'}],'address':'http://pacs.example/dicom-web'}],
         'endpoint':[{'reference':'#e1'}],
         'identifier':[{'system':'urn:dicom:uid','value':'urn:oid:1.2.840.1'}],
         'subject':{'reference':'Patient/p1'},'numberOfInstances':2,
         'series':[{'uid':'1.2.840.1.1','modality':{'code':'CR'},'instance':[
           {'uid':'1.2.840.1.1.1','sopClass':{'code':'urn:oid:1.2.840.10008.5.1.4.1.1.1'}},
           {'uid':'1.2.840.1.1.2','sopClass':{'code':'urn:oid:1.2.840.10008.5.1.4.1.1.1'}}]}]}
        """
            .formatted(endpoint));
  }

  @Test
  void a_study_says_its_uid_its_instances_and_where_they_are() {
    hasStudy("dicom-wado-rs");

    SourceContent.Study study = (SourceContent.Study) content("ImagingStudy/i1");

    assertThat(study.study()).isEqualTo(new Uid("1.2.840.1"));
    assertThat(study.instances()).isEqualTo(2);
    assertThat(study.endpoints()).containsExactly(URI.create("http://pacs.example/dicom-web"));
    assertThat(study.listed())
        .containsExactly(
            new ListedInstance(new Uid("1.2.840.1.1"), new Uid("1.2.840.1.1.1")),
            new ListedInstance(new Uid("1.2.840.1.1"), new Uid("1.2.840.1.1.2")));
  }

  @Test
  void an_endpoint_of_another_kind_is_no_place_of_images() {
    hasStudy("hl7-fhir-rest");

    assertThat(((SourceContent.Study) content("ImagingStudy/i1")).endpoints()).isEmpty();
  }

  @Test
  void an_order_says_its_numbers_its_patient_and_its_urgency() {
    hasOrder();

    Order order = ((SourceContent.Ordered) content("ServiceRequest/o1")).order();

    assertThat(order.accession()).isEqualTo(new AccessionNumber("A1", "1.2.3"));
    assertThat(order.placerOrderNumber()).isEqualTo("PL1");
    assertThat(order.patient()).isEqualTo(ANNA);
    assertThat(order.priority()).isEqualTo(Priority.STAT);
    assertThat(order.state()).isEqualTo(OrderState.REQUESTED);
    assertThat(order.scheduled()).isEqualTo(LocalDateTime.of(2026, 3, 1, 10, 0));
    assertThat(order.controlId()).isEqualTo("ServiceRequest/o1/_history/1");
  }

  @Test
  void a_report_says_its_text_its_study_its_order_and_its_patient() {
    hasOrder();
    hasStudy("dicom-wado-rs");
    put(
        """
        {'resourceType':'DiagnosticReport','id':'r1','status':'final',
         'identifier':[{'system':'urn:ris','value':'R1'}],
         'basedOn':[{'reference':'ServiceRequest/o1'}],'subject':{'reference':'Patient/p1'},
         'imagingStudy':[{'reference':'ImagingStudy/i1'}],'code':{'text':'Chest radiograph'},
         'resultsInterpreter':[{'display':'Dr. Anna Berg'}],
         'effectiveDateTime':'2026-03-01T10:30:00Z','issued':'2026-03-01T11:00:00Z',
         'conclusion':'No effusion.'}
        """);

    RadiologyReport report = report("DiagnosticReport/r1");

    assertThat(report.status()).isEqualTo(ReportStatus.FINAL);
    assertThat(report.text()).isEqualTo("IMPRESSION:\nNo effusion.");
    assertThat(report.study()).isEqualTo(new Uid("1.2.840.1"));
    assertThat(report.accession()).isEqualTo(new AccessionNumber("A1", "1.2.3"));
    assertThat(report.placerOrderNumber()).isEqualTo("PL1");
    assertThat(report.patient()).isEqualTo(ANNA);
    assertThat(report.priority()).isEqualTo(Priority.STAT);
    assertThat(report.observedAt()).isEqualTo(LocalDateTime.of(2026, 3, 1, 10, 30));
    assertThat(report.issued()).isEqualTo(LocalDateTime.of(2026, 3, 1, 11, 0));
    assertThat(report.author()).isEqualTo("Dr. Anna Berg");
    assertThat(report.key().value()).isEqualTo("fhir ris|urn:ris|R1");
  }

  @Test
  void a_corrected_report_has_the_key_of_the_first_and_its_own_version() {
    put(draft("final", "One."));
    RadiologyReport first = report("DiagnosticReport/r2");
    put(draft("corrected", "Two."));

    RadiologyReport second = report("DiagnosticReport/r2");

    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.status()).isEqualTo(ReportStatus.CORRECTED);
    assertThat(second.controlId()).isEqualTo("DiagnosticReport/r2/_history/2");
  }

  private static String draft(String status, String conclusion) {
    return """
    {'resourceType':'DiagnosticReport','id':'r2','status':'%s','code':{'text':'Chest'},
     'subject':{'reference':'Patient/p1'},'conclusion':'%s'}
    """
        .formatted(status, conclusion);
  }

  @ParameterizedTest
  @CsvSource({
    "partial, PARTIAL",
    "preliminary, PRELIMINARY",
    "final, FINAL",
    "amended, CORRECTED",
    "corrected, CORRECTED",
    "appended, CORRECTED",
    "cancelled, CANCELLED",
    "entered-in-error, CANCELLED"
  })
  void each_status_is_one_of_a_message(String status, ReportStatus expected) {
    put(draft(status, "Text."));

    assertThat(report("DiagnosticReport/r2").status()).isEqualTo(expected);
  }

  @Test
  void a_registered_report_has_nothing_to_read_yet() {
    put(draft("registered", "Text."));

    assertThat(content("DiagnosticReport/r2")).isInstanceOf(SourceContent.Nothing.class);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 'FINDINGS:\nClear lungs.'",
    "text/plain; charset=ISO-8859-1, 'FINDINGS:\nClear lungs.'",
    "text/html, '<html><head><title>x</title></head><body><p>FINDINGS:</p><p>Clear"
        + " lungs.</p></body></html>'",
    "application/rtf, '{\\rtf1\\ansi FINDINGS:\\par Clear lungs.\\par}'"
  })
  void the_presented_form_is_the_narrative_whatever_its_type(String type, String form) {
    hasForm(type, form.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(report("DiagnosticReport/r3").text())
        .isEqualTo("FINDINGS:\nClear lungs.\nIMPRESSION:\nNormal.");
  }

  @Test
  void the_text_layer_of_a_pdf_is_read() throws Exception {
    hasForm("application/pdf", SamplePdf.of("FINDINGS:", "Clear lungs."));

    assertThat(report("DiagnosticReport/r3").text())
        .isEqualTo("FINDINGS:\nClear lungs.\nIMPRESSION:\nNormal.");
  }

  @Test
  void a_form_that_can_not_be_decoded_is_not_guessed() {
    hasForm("text/plain", new byte[] {(byte) 0xC3, (byte) 0x28});

    assertThat(report("DiagnosticReport/r3").text()).isEqualTo("IMPRESSION:\nNormal.");
  }

  private void hasForm(String type, byte[] form) {
    DiagnosticReport report = new DiagnosticReport();
    report.setId("r3");
    report.setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL);
    report.getCode().setText("Chest");
    report.getSubject().setReference("Patient/p1");
    report.addPresentedForm().setContentType(type).setData(form);
    report.setConclusion("Normal.");
    client.update().resource(report).execute();
  }

  @Test
  void without_a_form_the_observations_speak() {
    put(
        """
        {'resourceType':'DiagnosticReport','id':'r4','status':'final','code':{'text':'Chest'},
         'contained':[{'resourceType':'Observation','id':'b1','status':'final',
           'code':{'text':'Lungs'},'valueString':'Clear.'}],
         'subject':{'reference':'Patient/p1'},'result':[{'reference':'#b1'}]}
        """);

    assertThat(report("DiagnosticReport/r4").text()).isEqualTo("Lungs: Clear.");
  }

  @Test
  void less_than_five_is_not_read_as_five() {
    put(
        """
        {'resourceType':'DiagnosticReport','id':'r7','status':'final','code':{'text':'Chest'},
         'contained':[{'resourceType':'Observation','id':'b1','status':'final',
           'code':{'text':'Nodule'},'valueQuantity':{'value':5,'comparator':'<','unit':'mm'}}],
         'subject':{'reference':'Patient/p1'},'result':[{'reference':'#b1'}]}
        """);

    assertThat(report("DiagnosticReport/r7").text()).isEqualTo("Nodule: <5 mm");
  }

  @Test
  void our_own_result_is_never_read_back() {
    put(
        """
        {'resourceType':'DiagnosticReport','id':'r5','status':'preliminary','code':{'text':'Chest'},
         'identifier':[{'system':'urn:diptych:result','value':'x'}],
         'subject':{'reference':'Patient/p1'},'conclusion':'Draft.'}
        """);
    put(
        """
        {'resourceType':'DiagnosticReport','id':'r6','status':'preliminary','code':{'text':'Chest'},
         'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ObservationValue','code':'AIAST'}]},
         'subject':{'reference':'Patient/p1'},'conclusion':'Draft.'}
        """);

    assertThat(content("DiagnosticReport/r5")).isInstanceOf(SourceContent.Nothing.class);
    assertThat(content("DiagnosticReport/r6")).isInstanceOf(SourceContent.Nothing.class);
  }

  @Test
  void a_patient_that_was_replaced_is_a_merge() {
    put(
        """
        {'resourceType':'Patient','id':'p2','active':false,
         'identifier':[{'system':'https://hospital.example/mrn','value':'P2'}],
         'link':[{'other':{'reference':'Patient/p1'},'type':'replaced-by'}]}
        """);

    assertThat(((SourceContent.Patients) content("Patient/p2")).changes())
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("at")
        .isEqualTo(
            new PatientChange(
                Kind.MERGE, ANNA, new PatientId("P2", "HOSPITAL"), "Patient/p2/_history/1"));
  }

  @Test
  void what_is_not_there_is_lost_and_a_server_that_is_away_is_unavailable() throws Exception {
    assertThat(source.fetch("Patient/none")).isEqualTo(new Fetched.Lost(404));
    hospital.close();
    assertThat(source.fetch("Patient/p1")).isInstanceOf(Fetched.Unavailable.class);
    hospital = RepositoryServer.over(database.dataSource());
  }

  @Test
  void a_reference_to_another_server_is_not_followed() {
    assertThat(source.place("https://elsewhere.example/fhir/Patient/p1")).isEmpty();
    assertThat(source.place(hospital.base() + "/Patient/p1/_history/3")).contains("Patient/p1");
    assertThat(source.place("Patient/p1")).contains("Patient/p1");
    assertThat(source.place("Patient/p1?x=y")).isEmpty();
  }
}
