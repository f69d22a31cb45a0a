package org.diptych.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DCMTK as a peer, where its command line tools are on the PATH. */
class DcmtkTest {
  @TempDir Path folder;

  @BeforeAll
  static void find() {
    for (String tool : List.of("echoscu", "storescu")) {
      boolean found =
          Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
              .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
      Assumptions.assumeTrue(found, "DCMTK's " + tool + " is not on the PATH");
    }
  }

  private int run(String... command) throws IOException, InterruptedException {
    Path log = folder.resolve("dcmtk.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("dcmtk.log"), StandardCharsets.ISO_8859_1);
  }

  @Test
  void echoscu_and_storescu_are_served() throws Exception {
    CollectingReceiver receiver = new CollectingReceiver();
    try (DicomListener listener =
        new DicomListener(ListenerSettings.of("DIPTYCH", "127.0.0.1", 0), receiver)) {
      listener.start();
      String port = String.valueOf(listener.port());
      Path file = SampleObjects.radiograph(folder.resolve("a.dcm"), "2.25.1", 3);

      assertThat(run("echoscu", "-aec", "DIPTYCH", "127.0.0.1", port)).as(log()).isZero();
      assertThat(run("storescu", "-aec", "DIPTYCH", "127.0.0.1", port, file.toString()))
          .as(log())
          .isZero();
      assertThat(run("echoscu", "-aec", "WRONG", "127.0.0.1", port)).isNotZero();
      assertThat(log()).contains("Called AE Title Not Recognized");
    }
    assertThat(receiver.kept).hasSize(1);
    assertThat(receiver.kept.get(0).dataSet().header().study().patient().name())
        .isEqualTo(SampleObjects.CANARY_NAME);
  }
}
