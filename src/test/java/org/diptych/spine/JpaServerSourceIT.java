package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.diptych.fhir.repository.JpaServerPeer;
import org.diptych.intake.DicomWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real HAPI FHIR JPA server as source and as destination of one packaged engine; runs with {@code
 * -Pjpa-server} only.
 */
@EnabledIfSystemProperty(named = "diptych.jpa-server", matches = ".+")
class JpaServerSourceIT {
  @TempDir Path directory;
  @TempDir Path archiveData;

  @Test
  void what_is_written_to_the_server_is_told_paired_read_and_written_back() throws Exception {
    Engines engines = new Engines(directory.resolve("data"));
    try (JpaServerPeer hospital =
            JpaServerPeer.start(Path.of(System.getProperty("diptych.jpa-server")));
        DicomWebServer archive = new DicomWebServer(archiveData, 5_000_000);
        EngineProcess engine =
            engines.start(
                Map.of(
                    "DIPTYCH_FHIR_URL", hospital.base().toString(),
                    "DIPTYCH_FHIR_SOURCES_EHR_URL", hospital.base().toString(),
                    "DIPTYCH_FHIR_SOURCES_EHR_POLL_EVERY", "PT5S",
                    "DIPTYCH_IMAGE_SOURCES_PACS_URL", archive.at("").toString()))) {
      FhirSourceScenario.run(engine, hospital.base(), archive, directory);
      assertThat(Files.readAllLines(engines.log()))
          .filteredOn(line -> line.contains("requested by CRITERIA"))
          .hasSize(4);
    }
  }
}
