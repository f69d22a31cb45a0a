package org.diptych.spine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.diptych.study.CaseId;
import org.diptych.study.Uid;

/** Starts packaged engines on one data directory and looks at them from outside. */
final class Engines {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private final Path data;

  Engines(Path data) {
    this.data = data;
  }

  EngineProcess start(Map<String, String> settings) throws IOException, InterruptedException {
    return start(EngineProcess.Ports.free(), settings);
  }

  EngineProcess start(EngineProcess.Ports ports, Map<String, String> settings)
      throws IOException, InterruptedException {
    assertThat(JAR).as("the packaged engine").exists();
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("DIPTYCH_PAIRING_QUIET_PERIOD", "PT1S");
    EngineProcess engine = EngineProcess.start(JAR, data, ports, all, log());
    engine.awaitReady(PATIENCE);
    return engine;
  }

  Path log() throws IOException {
    Files.createDirectories(data);
    return data.resolve("engine.log");
  }

  /** Waits until the case of the study is in the state. */
  static void awaitState(EngineProcess engine, Uid study, String state) {
    String page = engine.url() + "/admin/cases/" + CaseId.of(study);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(stateAt(page)).isEqualTo(state));
  }

  private static String stateAt(String page) {
    var response = given().get(page);
    return response.statusCode() == 200 ? response.jsonPath().getString("case.state") : "none";
  }

  /** What the FHIR repository holds, as type/id/version of each resource, sorted. */
  static List<String> resources(EngineProcess engine) {
    return List.of(
            "Patient",
            "ImagingStudy",
            "ServiceRequest",
            "Device",
            "Observation",
            "DiagnosticReport",
            "Provenance")
        .stream()
        .flatMap(type -> resources(engine, type).stream())
        .sorted()
        .toList();
  }

  private static List<String> resources(EngineProcess engine, String type) {
    JsonPath found = search(engine, type + "?_count=100");
    List<Map<String, Object>> entries = found.getList("entry.resource");
    return entries == null
        ? List.of()
        : entries.stream()
            .map(each -> type + "/" + each.get("id") + "/" + versionOf(each))
            .toList();
  }

  private static Object versionOf(Map<String, Object> resource) {
    return ((Map<?, ?>) resource.get("meta")).get("versionId");
  }

  static JsonPath search(EngineProcess engine, String query) {
    return given()
        .accept("application/fhir+json")
        .get(engine.url() + "/fhir/" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
