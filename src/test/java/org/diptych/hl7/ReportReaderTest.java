package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.diptych.study.AccessionNumber;
import org.diptych.study.CodedText;
import org.diptych.study.PatientId;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReaderTest {
  private static final String OBX = "OBX|1|TX|1||Normal.||||||F";

  @Test
  void a_complete_report_is_read_field_by_field() {
    RadiologyReport report = only(Samples.chestReport());

    assertThat(report.text()).isEqualTo("Heart normal.\nNo effusion.");
    assertThat(report.status()).isEqualTo(ReportStatus.FINAL);
    assertThat(report.study()).isEqualTo(new Uid("1.2.826.0.1.3680043.10.1"));
    assertThat(report.accession().value()).isEqualTo("ACC-1");
    assertThat(report.accession().issuer()).isNull();
    assertThat(report.placerOrderNumber()).isEqualTo("P-1");
    assertThat(report.fillerOrderNumber()).isEqualTo("F-1");
    assertThat(report.procedure()).isEqualTo(new CodedText("36643-5", "LN", "XR Chest 2 Views"));
    assertThat(report.observedAt()).isEqualTo(LocalDateTime.of(2026, 1, 2, 2, 0));
    assertThat(report.priority()).isEqualTo(Priority.ROUTINE);
    assertThat(report.controlId()).isEqualTo("MSG-1");
    assertThat(report.key().value()).isEqualTo("RIS|CLINIC|F-1|36643-5");
    assertThat(report.patient().id().value()).isEqualTo("4711");
    assertThat(report.patient().id().issuer()).isEqualTo("CLINIC");
    assertThat(report.patient().name()).isEqualTo("Canary^Maria");
    assertThat(report.patient().birthDate()).isEqualTo(LocalDate.of(1961, 3, 4));
    assertThat(report.patient().sex()).isEqualTo("F");
  }

  @Test
  void the_medical_record_number_is_preferred_among_the_patient_identifiers() {
    String pid = "PID|1||A^^^X&1.2.3&ISO^VN~B^^^&1.2.4&ISO^PI~C^^^Y^MR||N";

    assertThat(only(Samples.oru(pid, "OBR|1", OBX)).patient().id().value()).isEqualTo("C");
    assertThat(only(Samples.oru(pid.replace("^MR", ""), "OBR|1", OBX)).patient().id())
        .isEqualTo(new PatientId("B", "1.2.4"));
    assertThat(only(Samples.oru("PID|1|EXT-9|||N", "OBR|1", OBX)).patient().id().value())
        .isEqualTo("EXT-9");
  }

  @Test
  void a_name_is_given_in_the_order_of_a_dicom_person_name() {
    RadiologyReport report =
        only(Samples.oru("PID|1||1||Alias^A^^^^^A~Berg&van^Anna^Maria^III^Dr^^L", "OBR|1", OBX));

    assertThat(report.patient().name()).isEqualTo("Berg^Anna^Maria^Dr^III");
  }

  @ParameterizedTest
  @CsvSource({"77&Berg&Anna^20260301, Anna Berg", "77^Berg^Anna, Anna Berg", "77, ", "'', "})
  void the_author_is_the_principal_interpreter(String interpreter, String author) {
    String obr = "OBR|1" + "|".repeat(31) + interpreter;

    assertThat(only(Samples.oru(obr, OBX)).author()).isEqualTo(author);
  }

  @Test
  void without_an_interpreter_the_responsible_observer_is_the_author() {
    assertThat(only(Samples.oru("OBR|1", "OBX|1|TX|X||Text||||||F|||||9^Doe^Jo")).author())
        .isEqualTo("Jo Doe");
  }

  @Test
  void a_report_without_patient_is_still_a_report() {
    assertThat(only(Samples.oru("OBR|1", OBX)).patient()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'IPC|A^ns', 'OBR|1||F^fill|||||||||||||||B||C', A, ns",
    "'NTE|1',    'OBR|1||F^fill|||||||||||||||B||C', B, ",
    "'NTE|1',    'OBR|1||F^fill|||||||||||||||||C', C, ",
    "'NTE|1',    'OBR|1||F^fill', F, fill",
    "'NTE|1',    'OBR|1||F^fill|||||||||||||||A-VALUE-TOO-LONG-TO-BE-ONE', F, fill"
  })
  void the_accession_number_is_the_first_that_is_there(
      String ipc, String obr, String value, String issuer) {
    RadiologyReport report = only(Samples.oru(obr, ipc, OBX));

    assertThat(report.accession().value()).isEqualTo(value);
    assertThat(report.accession().issuer()).isEqualTo(issuer);
  }

  @Test
  void a_site_may_say_where_its_accession_numbers_are() {
    byte[] bytes = Samples.oru("OBR|1||F|||||||||||||||CHEST", OBX);

    assertThat(read(bytes, List.of(AccessionSource.parse("OBR-3"))).get(0).accession())
        .isEqualTo(new AccessionNumber("F", null));
  }

  @ParameterizedTest
  @CsvSource({
    "ZDS|1.2.3^RIS^Application^DICOM",
    "IPC|A||1.2.3",
    "OBX|2|ST|113014^Study^DCM||1.2.3",
    "OBX|2|ST|110180^Study Instance UID^DCM||1.2.3^^x",
    "OBX|2|ST|^Study Instance UID||urn:oid:1.2.3",
    "OBX|2|RP|STUDY_INSTANCE_UID||1.2.3"
  })
  void the_study_instance_uid_is_found_wherever_it_is_customary(String segment) {
    RadiologyReport report = only(Samples.oru("OBR|1", OBX, segment));

    assertThat(report.study()).isEqualTo(new Uid("1.2.3"));
    assertThat(report.text()).isEqualTo("Normal.");
  }

  @Test
  void what_is_no_uid_names_no_study() {
    assertThat(only(Samples.oru("OBR|1", OBX, "ZDS|not-a-uid")).study()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "F, P, FINAL", "Final, '', FINAL", "Wet Read, '', PRELIMINARY", "'', P, PRELIMINARY",
    "C, F, CORRECTED", "'', '', REPORTED_UNVERIFIED", "??, F, FINAL", "a, F, PARTIAL"
  })
  void the_status_is_that_of_the_order_then_that_of_the_text(
      String obr25, String obx11, ReportStatus status) {
    String obr = "OBR|1" + "|".repeat(24) + obr25;

    assertThat(only(Samples.oru(obr, "OBX|1|TX|1||Normal.||||||" + obx11)).status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "'ORC|RE||||||^^^^^S', 'OBR|1', STAT",
    "'ORC|RE', 'OBR|1||||||||||||||||||||||||||^^^^^A', URGENT",
    "'ORC|RE', 'OBR|1||||STAT', STAT",
    "'ORC|RE', 'OBR|1||||O', ROUTINE",
    "'ORC|RE', 'OBR|1', ROUTINE"
  })
  void the_priority_is_read_from_order_or_request(String orc, String obr, Priority priority) {
    assertThat(only(Samples.oru(orc, obr, OBX)).priority()).isEqualTo(priority);
  }

  @Test
  void tq1_speaks_before_the_older_fields() {
    assertThat(only(Samples.oru("OBR|1||||R", "TQ1|1||||||||S", OBX)).priority())
        .isEqualTo(Priority.STAT);
  }

  @Test
  void order_numbers_come_from_orc_when_obr_has_none() {
    RadiologyReport report = only(Samples.oru("ORC|RE|P-7^RIS|F-7^RIS", "OBR|1", OBX));

    assertThat(report.placerOrderNumber()).isEqualTo("P-7");
    assertThat(report.fillerOrderNumber()).isEqualTo("F-7");
    assertThat(report.accession()).isEqualTo(new AccessionNumber("F-7", "RIS"));
  }

  @Test
  void each_order_of_a_message_is_a_report_of_its_own() {
    List<RadiologyReport> reports =
        read(
            Samples.oru(
                "PID|1||1",
                "ORC|RE|P-1|F-1",
                "OBR|1|||A",
                "OBX|1|TX|1||First.",
                "ZDS|1.2.1",
                "PID|2||2",
                "OBR|2||F-2|B",
                "OBX|1|TX|1||Second."));

    assertThat(reports).extracting(RadiologyReport::text).containsExactly("First.", "Second.");
    assertThat(reports).extracting(RadiologyReport::study).containsExactly(new Uid("1.2.1"), null);
    assertThat(reports).extracting(RadiologyReport::placerOrderNumber).containsExactly("P-1", null);
    assertThat(reports).extracting(r -> r.patient().id().value()).containsExactly("1", "2");
    assertThat(reports)
        .extracting(r -> r.key().value())
        .containsExactly("RIS|CLINIC|F-1|A", "RIS|CLINIC|F-2|B");
  }

  @Test
  void two_reports_under_one_order_number_keep_two_keys() {
    List<RadiologyReport> reports =
        read(
            Samples.oru(
                "OBR|1||F-1|A", "OBX|1|TX|1||First.", "OBR|2||F-1|A", "OBX|1|TX|1||Second."));

    assertThat(reports)
        .extracting(r -> r.key().value())
        .containsExactly("RIS|CLINIC|F-1|A", "RIS|CLINIC|F-1|A|2");
  }

  @Test
  void a_corrected_report_has_the_key_of_the_first() {
    byte[] corrected =
        new String(Samples.chestReport(), StandardCharsets.UTF_8)
            .replace("MSG-1", "MSG-2")
            .replace("|||||||F\r", "|||||||C\r")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(only(corrected).key()).isEqualTo(only(Samples.chestReport()).key());
    assertThat(only(corrected).status()).isEqualTo(ReportStatus.CORRECTED);
  }

  @Test
  void a_message_without_order_is_refused_and_told_so() {
    assertThat(refusal(Samples.oru("PID|1||1", OBX)))
        .returns(ErrorCode.REQUIRED_FIELD, Fault::code)
        .returns(new Fault.Location("OBR", 1, 0), Fault::location);
  }

  @ParameterizedTest
  @CsvSource({
    "OBX|1|NM|1||42||||||F",
    "OBX|1|TX|1||||||||F",
    "OBX|1|TX|1||~ ~||||||F",
    "OBX|1|TX|1||wrong||||||W",
    "OBX|1|ED|PDF||^application^pdf^Base64^AAAA||||||F"
  })
  void a_message_without_narrative_is_refused_and_told_so(String obx) {
    assertThat(refusal(Samples.oru("OBR|1", obx)))
        .returns(FaultKind.CONTENT, Fault::kind)
        .returns(ErrorCode.REQUIRED_FIELD, Fault::code)
        .returns(new Fault.Location("OBX", 1, 5), Fault::location);
  }

  @Test
  void a_cancelled_report_needs_no_narrative_and_has_the_key_of_the_first() {
    String obr = "OBR|1|P-1|F-1|XR" + "|".repeat(21);
    RadiologyReport cancelled = only(Samples.oru(obr + "X"));

    assertThat(cancelled.status()).isEqualTo(ReportStatus.CANCELLED);
    assertThat(cancelled.text()).isEmpty();
    assertThat(cancelled.key()).isEqualTo(only(Samples.oru(obr + "F", OBX)).key());
  }

  @Test
  void nothing_that_is_read_shows_patient_data_when_it_is_printed() {
    Message message = message(Samples.chestReport());

    assertThat(message + " " + message.header() + message.segments() + OrderGroup.of(message))
        .doesNotContain("Canary", "4711", "ACC-1", "Heart");
  }

  private static RadiologyReport only(byte[] bytes) {
    List<RadiologyReport> reports = read(bytes);
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  private static List<RadiologyReport> read(byte[] bytes) {
    return read(bytes, AccessionSource.DEFAULT_ORDER);
  }

  private static List<RadiologyReport> read(byte[] bytes, List<AccessionSource> sources) {
    MessageContent reading = new ContentReader(sources).read(message(bytes));
    assertThat(reading).isInstanceOf(MessageContent.Reports.class);
    return ((MessageContent.Reports) reading).reports();
  }

  private static Fault refusal(byte[] bytes) {
    MessageContent reading = new ContentReader(AccessionSource.DEFAULT_ORDER).read(message(bytes));
    assertThat(reading).isInstanceOf(MessageContent.Refused.class);
    return ((MessageContent.Refused) reading).faults().get(0);
  }

  private static Message message(byte[] bytes) {
    MessageReading reading = new MessageReader(StandardCharsets.UTF_8).read(bytes);
    assertThat(reading).isInstanceOf(MessageReading.Read.class);
    return ((MessageReading.Read) reading).message();
  }
}
