package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.diptych.intake.DicomWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded repository as source and as destination of one packaged engine. */
class FhirSourceIT {
  @TempDir Path directory;
  @TempDir Path archiveData;

  @Test
  void what_is_written_to_the_repository_is_told_paired_read_and_written_back() throws Exception {
    EngineProcess.Ports ports = EngineProcess.Ports.free();
    URI server = URI.create("http://127.0.0.1:" + ports.http() + "/fhir");
    try (DicomWebServer archive = new DicomWebServer(archiveData, 5_000_000);
        EngineProcess engine =
            new Engines(directory.resolve("data"))
                .start(
                    ports,
                    Map.of(
                        "DIPTYCH_FHIR_SOURCES_EHR_URL", server.toString(),
                        "DIPTYCH_IMAGE_SOURCES_PACS_URL", archive.at("").toString()))) {
      FhirSourceScenario.run(engine, server, archive, directory);

      assertThat(RestAssured.get(server + "/Subscription?status=active").jsonPath().getInt("total"))
          .isEqualTo(4);
    }
  }
}
