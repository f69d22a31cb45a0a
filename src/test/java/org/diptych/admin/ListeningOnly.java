package org.diptych.admin;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.FreePort;

/**
 * The engine with its two listeners on free ports and no stage behind them: cases stay as laid out.
 */
public class ListeningOnly implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path place = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "admin");
      Path routes = Files.createDirectory(place.resolve("routes"));
      for (String file : new String[] {"10-dicom-intake.camel.yaml", "11-hl7-intake.camel.yaml"}) {
        Files.copy(Path.of("routes").resolve(file), routes.resolve(file));
      }
      return Map.of(
          "diptych.data",
          place.resolve("data").toString(),
          "diptych.routes",
          routes.toString(),
          "diptych.dicom.port",
          Integer.toString(FreePort.find()),
          "diptych.mllp.port",
          Integer.toString(FreePort.find()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
