package org.diptych.spine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.diptych.study.CaseId;
import org.diptych.study.ReportStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders, addenda, merges and their undoing, over the sockets of the packaged engine. */
class MessagesIT {
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
  void given_results_when_the_patient_is_merged_and_unmerged_then_they_are_of_whom_they_should_be()
      throws IOException {
    Hospital hospital = new Hospital(31, "Roe^Mona", TEXT, directory);
    hospital.sendStudy(engine);
    hospital.sendReport(engine);
    Engines.awaitState(engine, hospital.study(), "DELIVERED");
    awaitPatient(hospital, "PAT31");

    Hospital.sendMessage(
        engine,
        "ADT^A40^ADT_A39",
        "MERGE-31",
        "EVN|A40|20260301120000",
        "PID|1||PAT31-NEW^^^HOSP^MR||Roe^Mona||19610504|F",
        "MRG|PAT31^^^HOSP^MR");
    awaitPatient(hospital, "PAT31-NEW");

    Hospital.sendMessage(
        engine,
        "ADT^A37^ADT_A37",
        "UNMERGE-31",
        "EVN|A37|20260301120000",
        "PID|1||PAT31-NEW^^^HOSP^MR||Roe^Mona||19610504|F",
        "PID|2||PAT31^^^HOSP^MR||Roe^Mona||19610504|F");
    awaitPatient(hospital, "PAT31");
  }

  @Test
  void given_a_report_with_an_order_number_only_when_the_order_names_the_study_then_they_pair()
      throws IOException {
    Hospital hospital = new Hospital(32, "Roe^Nora", TEXT, directory);
    hospital.sendStudy(engine);
    Hospital.sendMessage(
        engine,
        "ORU^R01^ORU_R01",
        "REPORT-32",
        "PID|1||PAT32^^^HOSP^MR||Roe^Nora||19610504|F",
        "OBR|1|PLACER-NUMBER-OF-32|FILLER-NUMBER-OF-32|X^Breast"
            + " ultrasound^L|||20260402100000||||||||||||||||||F",
        "OBX|1|TX|18748-4^Diagnostic imaging study^LN||" + TEXT + "||||||F");
    Engines.awaitState(engine, hospital.study(), "AWAITING_REPORT");

    Hospital.sendMessage(
        engine,
        "ORM^O01^ORM_O01",
        "ORDER-32",
        "PID|1||PAT32^^^HOSP^MR||Roe^Nora||19610504|F",
        "ORC|SC|PLACER-NUMBER-OF-32|FILLER-NUMBER-OF-32||CM",
        "OBR|1|PLACER-NUMBER-OF-32|FILLER-NUMBER-OF-32|X^Breast ultrasound^L",
        "ZDS|" + hospital.study() + "^RIS^Application^DICOM");

    Engines.awaitState(engine, hospital.study(), "DELIVERED");
    assertThat(caseOf(hospital).getString("case.reason")).contains("order");
  }

  @Test
  void given_a_read_report_when_its_addendum_comes_then_the_whole_is_read_again()
      throws IOException {
    Hospital hospital = new Hospital(33, "Roe^Olga", TEXT, directory);
    hospital.sendStudy(engine);
    hospital.sendReport(engine, ReportStatus.FINAL, TEXT);
    Engines.awaitState(engine, hospital.study(), "DELIVERED");

    hospital.sendReport(
        engine, ReportStatus.CORRECTED, "ADDENDUM: compared with the study of May.");

    await()
        .atMost(Engines.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(caseOf(hospital).getInt("case.version")).isEqualTo(2);
              assertThat(caseOf(hospital).getString("case.state")).isEqualTo("DELIVERED");
            });
    assertThat(caseOf(hospital).getString("report.text"))
        .contains("1 focal lesion", "compared with the study of May");
  }

  private static JsonPath caseOf(Hospital hospital) {
    return given()
        .get(engine.url() + "/admin/cases/" + CaseId.of(hospital.study()))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  /** Every result of the study is of the patient with this identifier. */
  private static void awaitPatient(Hospital hospital, String identifier) {
    await()
        .atMost(Engines.PATIENCE)
        .untilAsserted(
            () -> {
              JsonPath patients =
                  Engines.search(
                      engine, "Patient?identifier=urn:diptych:issuer:HOSP|" + identifier);
              assertThat(patients.getInt("total")).isEqualTo(1);
              String patient = "Patient/" + patients.getString("entry[0].resource.id");
              JsonPath studies =
                  Engines.search(
                      engine, "ImagingStudy?identifier=urn:dicom:uid|" + hospital.study().toUrn());
              String study = "ImagingStudy/" + studies.getString("entry[0].resource.id");
              JsonPath reports =
                  Engines.search(
                      engine, "DiagnosticReport?imaging-study=" + study + "&status=preliminary");
              assertThat(reports.getList("entry.resource.subject.reference"))
                  .containsExactly(patient);
              for (Object observation : reports.getList("entry[0].resource.result.reference")) {
                assertThat(
                        Engines.search(engine, observation.toString())
                            .getString("subject.reference"))
                    .isEqualTo(patient);
              }
            });
  }
}
