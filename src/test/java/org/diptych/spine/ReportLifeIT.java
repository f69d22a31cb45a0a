package org.diptych.spine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.diptych.study.CaseId;
import org.diptych.study.ReportStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a report, over the sockets of the packaged engine. */
class ReportLifeIT {
  private static final String TEXT =
      "Breast ultrasound. 1 focal lesion. Lesion in the upper right field, wider than tall.";

  @TempDir static Path directory;
  private static EngineProcess engine;

  @BeforeAll
  static void startTheEngine() throws IOException, InterruptedException {
    engine = new Engines(directory.resolve("data")).start(Map.of());
  }

  @AfterAll
  static void stopTheEngine() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void given_a_study_when_its_report_goes_from_preliminary_to_corrected_then_one_result_stands()
      throws IOException {
    Hospital hospital = new Hospital(21, "Roe^Pia", TEXT, directory);
    hospital.sendStudy(engine);
    hospital.sendReport(engine, ReportStatus.PRELIMINARY, TEXT + " Preliminary.");
    awaitVersion(hospital, 1);
    hospital.sendReport(engine, ReportStatus.FINAL, TEXT);
    awaitVersion(hospital, 2);
    hospital.sendReport(engine, ReportStatus.CORRECTED, TEXT + " Corrected.");
    awaitVersion(hospital, 3);
    assertThat(statuses(hospital)).containsExactly("preliminary");
  }

  @Test
  void given_a_read_case_when_its_report_is_cancelled_then_no_result_stands() throws IOException {
    Hospital hospital = new Hospital(22, "Roe^Rita", TEXT, directory);
    hospital.sendReport(engine, ReportStatus.FINAL, TEXT);
    hospital.sendStudy(engine);
    awaitVersion(hospital, 1);
    hospital.sendReport(engine, ReportStatus.CANCELLED, TEXT);
    Engines.awaitState(engine, hospital.study(), "AWAITING_REPORT");
    await()
        .atMost(Engines.PATIENCE)
        .untilAsserted(
            () -> assertThat(statuses(hospital)).isNotEmpty().doesNotContain("preliminary"));
  }

  @Test
  void given_a_read_case_when_the_same_message_comes_again_then_it_is_not_read_again()
      throws IOException {
    Hospital hospital = new Hospital(23, "Roe^Sara", TEXT, directory);
    hospital.sendStudy(engine);
    hospital.sendReport(engine, ReportStatus.PRELIMINARY, TEXT);
    awaitVersion(hospital, 1);
    hospital.sendReport(engine, ReportStatus.PRELIMINARY, TEXT);
    assertThat(caseOf(hospital).getInt("case.version")).isEqualTo(1);
    assertThat(statuses(hospital)).containsExactly("preliminary");
  }

  private static void awaitVersion(Hospital hospital, int version) {
    await()
        .atMost(Engines.PATIENCE)
        .untilAsserted(
            () -> {
              JsonPath found = caseOf(hospital);
              assertThat(found.getInt("case.version")).isEqualTo(version);
              assertThat(found.getString("case.state")).isEqualTo("DELIVERED");
            });
  }

  private static JsonPath caseOf(Hospital hospital) {
    return given()
        .get(engine.url() + "/admin/cases/" + CaseId.of(hospital.study()))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static List<String> statuses(Hospital hospital) {
    JsonPath studies =
        Engines.search(engine, "ImagingStudy?identifier=urn:dicom:uid|" + hospital.study().toUrn());
    String study = "ImagingStudy/" + studies.getString("entry[0].resource.id");
    return Engines.search(engine, "DiagnosticReport?imaging-study=" + study)
        .getList("entry.resource.status");
  }
}
