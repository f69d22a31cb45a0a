package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.diptych.study.Priority;
import org.diptych.study.RadiologyReport;
import org.diptych.study.ReportStatus;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

class CommittedMessagesTest {
  @Test
  void version_2_3_in_ascii_with_the_whole_text_in_one_obx() throws IOException {
    RadiologyReport report = reports("v23-ascii-one-obx.hl7").get(0);

    assertThat(report.text()).isEqualTo("FINDINGS:\nHeart size normal.\nLungs clear.");
    assertThat(report.accession().value()).isEqualTo("ACC-100");
  }

  @Test
  void version_2_3_1_in_latin_1_with_one_obx_for_each_line() throws IOException {
    RadiologyReport report = reports("v231-8859-1-line-by-line.hl7").get(0);

    assertThat(report.text())
        .isEqualTo(
            "FINDINGS:\nHerz nicht vergrößert, kein Erguß.\nRundherd 9 mm, 37°, ±1 µm.\n"
                + "IMPRESSION:\nKein Anhalt für Pneumonie.");
    assertThat(report.status()).isEqualTo(ReportStatus.CORRECTED);
    assertThat(report.patient().name()).isEqualTo("Müßiggang^Jörg");
    assertThat(report.patient().id().issuer()).isEqualTo("SÜD");
    assertThat(report.study()).isEqualTo(new Uid("1.2.826.0.1.3680043.10.2"));
  }

  @Test
  void version_2_4_in_japanese() throws IOException {
    RadiologyReport report = reports("v24-iso2022jp.hl7").get(0);

    assertThat(report.text()).isEqualTo("肺野に異常なし。\n心拡大なし。");
    assertThat(report.procedure().display()).isEqualTo("胸部単純X線");
  }

  @Test
  void version_2_5_1_in_utf_8_with_escapes() throws IOException {
    RadiologyReport report = reports("v251-utf8-escapes.hl7").get(0);

    assertThat(report.text())
        .isEqualTo("BI-RADS 2\nL & R symmetric, 3 µm | 5 ^ 2\nPath C:\\x, \\Z9\\ kept");
    assertThat(report.patient().name()).isEqualTo("Zmyślona^Łucja");
    assertThat(report.priority()).isEqualTo(Priority.STAT);
    assertThat(report.accession().issuer()).isEqualTo("WEST");
    assertThat(report.study()).isEqualTo(new Uid("1.2.826.0.1.3680043.10.3"));
  }

  @Test
  void version_2_7_with_byte_order_mark_line_feeds_and_two_orders() throws IOException {
    List<RadiologyReport> reports = reports("v27-utf8-bom-lf-two-orders.hl7");

    assertThat(reports)
        .extracting(RadiologyReport::text)
        .containsExactly("Eðlilegt hjarta.", "Ekkert óeðlilegt.");
    assertThat(reports)
        .extracting(RadiologyReport::status)
        .containsExactly(ReportStatus.FINAL, ReportStatus.PRELIMINARY);
  }

  private static List<RadiologyReport> reports(String name) throws IOException {
    try (InputStream file = CommittedMessagesTest.class.getResourceAsStream("/hl7/" + name)) {
      MessageReading reading = new MessageReader(StandardCharsets.UTF_8).read(file.readAllBytes());
      assertThat(reading).isInstanceOf(MessageReading.Read.class);
      MessageContent found =
          new ContentReader(AccessionSource.DEFAULT_ORDER)
              .read(((MessageReading.Read) reading).message());
      assertThat(found).isInstanceOf(MessageContent.Reports.class);
      return ((MessageContent.Reports) found).reports();
    }
  }
}
