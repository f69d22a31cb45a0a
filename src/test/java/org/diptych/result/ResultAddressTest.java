package org.diptych.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.diptych.study.Finding;
import org.diptych.study.ModelIdentity;
import org.diptych.study.ReportKey;
import org.diptych.study.Uid;
import org.junit.jupiter.api.Test;

class ResultAddressTest {
  private final ResultAddress address =
      new ResultAddress(Readings.STUDY, Readings.REPORT, Readings.MODEL);

  @Test
  void a_report_is_addressed_by_the_digest_of_study_report_model_and_version() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(
                (Readings.STUDY.value() + "\n" + Readings.REPORT.value() + "\nchest-xr\n1.0.0")
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(address.ofReport()).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void another_study_report_model_or_version_is_another_address() {
    assertThat(
            List.of(
                address.ofReport(),
                new ResultAddress(new Uid("1.2.3"), Readings.REPORT, Readings.MODEL).ofReport(),
                new ResultAddress(Readings.STUDY, new ReportKey("x"), Readings.MODEL).ofReport(),
                new ResultAddress(Readings.STUDY, null, Readings.MODEL).ofReport(),
                new ResultAddress(
                        Readings.STUDY, Readings.REPORT, new ModelIdentity("m", "1.0.0", "n"))
                    .ofReport(),
                new ResultAddress(
                        Readings.STUDY, Readings.REPORT, new ModelIdentity("chest-xr", "2", "n"))
                    .ofReport(),
                address.ofFinding(Readings.effusion()),
                address.ofFinding(Readings.noPneumothorax())))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_probability_of_a_finding_does_not_move_its_address() {
    assertThat(address.ofFinding(Readings.effusion()))
        .isEqualTo(
            address.ofFinding(
                new Finding(Readings.effusion().codes(), 0.1, 0.1, 0.1, 1, false, null)));
  }

  @Test
  void nothing_of_the_report_key_is_readable() {
    assertThat(address.toString() + address.ofReport() + ResultAddress.digest(Readings.REPORT))
        .doesNotContain("77421");
  }
}
