package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from outside, against the packaged engine. */
class SpineIT {
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
  void a_study_and_then_its_report_become_one_preliminary_report() throws IOException {
    Hospital hospital = new Hospital(1, "Roe^Anna", TEXT, directory);
    hospital.sendStudy(engine);
    Engines.awaitState(engine, hospital.study(), "AWAITING_REPORT");
    hospital.sendReport(engine);
    assertOnePreliminaryReport(hospital);
  }

  @Test
  void a_report_and_then_its_study_become_one_preliminary_report() throws IOException {
    Hospital hospital = new Hospital(2, "Roe^Berta", TEXT, directory);
    hospital.sendReport(engine);
    hospital.sendStudy(engine);
    assertOnePreliminaryReport(hospital);
  }

  @Test
  void sending_everything_again_changes_nothing() throws IOException {
    Hospital hospital = new Hospital(3, "Roe^Clara", TEXT, directory);
    hospital.sendStudy(engine);
    hospital.sendReport(engine);
    assertOnePreliminaryReport(hospital);
    List<String> before = reportsOf(hospital);
    hospital.sendReport(engine);
    hospital.sendStudy(engine);
    Hospital next = new Hospital(4, "Roe^Dora", TEXT, directory);
    next.sendStudy(engine);
    next.sendReport(engine);
    assertOnePreliminaryReport(next);
    assertThat(reportsOf(hospital)).isEqualTo(before);
  }

  @Test
  void dcmtk_sends_a_study() throws IOException, InterruptedException {
    assumeTrue(onThePath("storescu"), "skipped: storescu (DCMTK) is not installed");
    Hospital hospital = new Hospital(5, "Roe^Ella", TEXT, directory);
    String port = String.valueOf(engine.ports().dicom());
    assertThat(run("echoscu", "-aec", "DIPTYCH", "127.0.0.1", port)).isZero();
    assertThat(run("storescu", "-aec", "DIPTYCH", "127.0.0.1", port, hospital.image().toString()))
        .isZero();
    hospital.sendReport(engine);
    assertOnePreliminaryReport(hospital);
  }

  private static void assertOnePreliminaryReport(Hospital hospital) {
    Engines.awaitState(engine, hospital.study(), "DELIVERED");
    JsonPath report = Engines.search(engine, "DiagnosticReport?imaging-study=" + study(hospital));
    assertThat(report.getInt("total")).isEqualTo(1);
    assertThat(report.getString("entry[0].resource.status")).isEqualTo("preliminary");
    List<String> observations = report.getList("entry[0].resource.result.reference");
    assertThat(observations).isNotEmpty();
    String identifier =
        report.getString("entry[0].resource.identifier[0].system")
            + "|"
            + report.getString("entry[0].resource.identifier[0].value");
    assertThat(Engines.search(engine, "DiagnosticReport?identifier=" + identifier).getInt("total"))
        .isEqualTo(1);
    for (String observation : observations) {
      assertThat(Engines.search(engine, observation).getString("status")).isEqualTo("preliminary");
    }
  }

  private static String study(Hospital hospital) {
    JsonPath found =
        Engines.search(engine, "ImagingStudy?identifier=urn:dicom:uid|" + hospital.study().toUrn());
    assertThat(found.getInt("total")).isEqualTo(1);
    return "ImagingStudy/" + found.getString("entry[0].resource.id");
  }

  private static List<String> reportsOf(Hospital hospital) {
    JsonPath found = Engines.search(engine, "DiagnosticReport?imaging-study=" + study(hospital));
    return found.getList("entry.resource.meta.versionId");
  }

  private static boolean onThePath(String program) {
    return java.util.Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(each -> Path.of(each, program).toFile().canExecute());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
