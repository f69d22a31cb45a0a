package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.diptych.cli.EngineProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An engine that is killed after an acknowledgement ends where an undisturbed one ends. A folder of
 * routes that lacks the next stage holds the engine exactly behind the entry it is killed at.
 */
class RestartIT {
  private static final String TEXT = "Breast ultrasound. 1 focal lesion in the upper field.";

  @TempDir Path directory;

  @ParameterizedTest(name = "killed once {0} is in the journal")
  @CsvSource({
    "instance-kept,  20-pairing",
    "report-kept,    20-pairing",
    "case-ready,     30-inference",
    "findings-ready, 40-results",
    "results-ready,  50-fhir-delivery",
    "delivered,      none"
  })
  void a_killed_engine_ends_where_an_undisturbed_one_ends(String entry, String missing)
      throws Exception {
    Hospital hospital = new Hospital(9, "Poe^Greta", TEXT, directory);
    Engines engines = new Engines(directory.resolve("data"));
    Map<String, String> halted = Map.of("DIPTYCH_ROUTES", routesWithout(missing).toString());
    EngineProcess first = engines.start(halted);
    try {
      hospital.sendStudy(first);
      if (!entry.equals("instance-kept")) {
        hospital.sendReport(first);
      }
      await()
          .atMost(Engines.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(() -> assertThat(metrics(first)).containsPattern(countOf(entry)));
    } finally {
      first.kill();
    }
    try (EngineProcess second = engines.start(Map.of())) {
      if (entry.equals("instance-kept")) {
        hospital.sendReport(second);
      }
      Engines.awaitState(second, hospital.study(), "DELIVERED");
      List<String> resources = Engines.resources(second);
      assertThat(resources).filteredOn(each -> each.startsWith("DiagnosticReport/")).hasSize(1);
      assertThat(resources).filteredOn(each -> each.startsWith("Observation/")).isNotEmpty();
      assertThat(resources).as("each written once").allMatch(each -> each.endsWith("/1"));
    }
  }

  private static String countOf(String entry) {
    return "diptych_entries\\{[^}]*kind=\"" + entry + "\"[^}]*} [1-9]";
  }

  private static String metrics(EngineProcess engine) {
    return RestAssured.given().get(engine.url() + "/q/metrics").asString();
  }

  private Path routesWithout(String missing) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("routes"));
    try (Stream<Path> all = Files.list(Path.of("routes"))) {
      for (Path route : all.filter(each -> !each.toString().contains(missing)).toList()) {
        Files.copy(route, folder.resolve(route.getFileName()));
      }
    }
    return folder;
  }
}
