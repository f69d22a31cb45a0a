package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.diptych.study.StudyLink;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports in MDM, addenda, and reports of several studies. */
class DocumentReaderTest {
  private static final String PID = "PID|1||4711^^^CLINIC^MR||Canary^Maria||19610304|F";
  private static final String OBX = "OBX|1|TX|18748-4^Study^LN||Heart normal.";

  @ParameterizedTest
  @CsvSource({
    "T02, AU, '', FINAL, false",
    "T02, DI, '', PRELIMINARY, false",
    "T02, LA, '', FINAL, false",
    "T06, AU, '', FINAL, true",
    "T08, AU, '', CORRECTED, false",
    "T10, AU, '', CORRECTED, false",
    "T04, AU, CA, CANCELLED, false"
  })
  void a_document_is_as_final_as_txa_and_its_event_say(
      String event, String completion, String availability, ReportStatus status, boolean addendum) {
    RadiologyReport report =
        only("MDM^" + event, PID, txa("DOC-1", "", completion, availability), OBX);

    assertThat(report.status()).isEqualTo(status);
    assertThat(report.addendum()).isEqualTo(addendum);
    assertThat(report.text()).isEqualTo("Heart normal.");
    assertThat(report.placerOrderNumber()).isEqualTo("P-1");
    assertThat(report.fillerOrderNumber()).isEqualTo("F-1");
  }

  @Test
  void later_versions_of_a_document_have_the_key_of_the_first() {
    String bare = txa("DOC-1", "", "AU", "").replace("P-1", "").replace("F-1", "");
    String later = txa("DOC-2", "DOC-1", "AU", "").replace("P-1", "").replace("F-1", "");

    assertThat(only("MDM^T10", PID, later, OBX).key())
        .isEqualTo(only("MDM^T02", PID, bare, OBX).key());
  }

  @Test
  void a_document_without_content_or_txa_is_refused() {
    assertThat(OrderReaderTest.content("MDM^T02", PID, txa("D", "", "AU", "")))
        .isInstanceOf(MessageContent.Refused.class);
    assertThat(OrderReaderTest.content("MDM^T02", PID, OBX))
        .isInstanceOf(MessageContent.Refused.class);
  }

  @Test
  void a_report_names_every_study_and_accession_number_it_is_of() {
    RadiologyReport report =
        only(
            "ORU^R01",
            PID,
            "OBR|1|P-1|F-1|X||||||||||||||A1~A2",
            OBX,
            "ZDS|1.2.3^^Application^DICOM",
            "ZDS|1.2.4^^Application^DICOM");

    assertThat(report.study()).isEqualTo(new Uid("1.2.3"));
    assertThat(report.accession().value()).isEqualTo("A1");
    assertThat(report.others())
        .extracting(StudyLink::study)
        .containsExactly(new Uid("1.2.4"), null);
    assertThat(report.others().get(1).accession().value()).isEqualTo("A2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "OBX|1|TX|18748-4&ADT^Study^LN||Also a nodule.;true",
        "OBX|1|TX|18748-4^Study^LN||ADDENDUM: also a nodule.;true",
        "OBX|1|TX|18748-4^Study^LN||Addendum dictated later: a nodule.;true",
        "OBX|1|TX|18748-4^Study^LN||Heart normal. ADDENDUM: none.;false"
      })
  void an_addendum_says_so_in_its_code_or_its_heading(String obx, boolean addendum) {
    assertThat(only("ORU^R01", PID, "OBR|1|P-1|F-1|X", obx).addendum()).isEqualTo(addendum);
  }

  private static String txa(String id, String parent, String completion, String availability) {
    return "TXA|1|DI|TX|20260102020000||||||||"
        + id
        + "|"
        + parent
        + "|P-1|F-1||"
        + completion
        + "||"
        + availability;
  }

  private static RadiologyReport only(String type, String... segments) {
    MessageContent content = OrderReaderTest.content(type, segments);
    assertThat(content).isInstanceOf(MessageContent.Reports.class);
    List<RadiologyReport> reports = ((MessageContent.Reports) content).reports();
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }
}
