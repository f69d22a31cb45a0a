package org.diptych.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.diptych.cli.EngineProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No patient data leaves through the log, however much is logged. */
class CanaryLogIT {
  private static final String CANARY = "Kanarienvogel";

  @TempDir Path directory;

  @Test
  void a_whole_case_and_a_refused_message_at_trace_level_name_no_patient() throws Exception {
    Engines engines = new Engines(directory.resolve("data"));
    try (EngineProcess engine = engines.start(Map.of("QUARKUS_LOG_LEVEL", "TRACE"))) {
      Hospital hospital =
          new Hospital(6, CANARY + "^Yellow", "Lesion of " + CANARY + " in the field.", directory);
      hospital.sendStudy(engine);
      hospital.sendReport(engine);
      Engines.awaitState(engine, hospital.study(), "DELIVERED");
      assertThat(refused(engine)).contains("MSA|A").doesNotContain(CANARY);
    }
    String log = Files.readString(engines.log(), StandardCharsets.ISO_8859_1);
    assertThat(log).as("the log is at TRACE").contains(" TRACE ");
    assertThat(log.lines().filter(line -> line.contains(CANARY)).limit(5)).isEmpty();
    assertThat(log.lines().filter(line -> line.contains("PAT6") || line.contains("ACC6")).limit(5))
        .as("patient identifier and accession number")
        .isEmpty();
  }

  /** A report that cannot be read: OBX without a value in a message of an unreadable character. */
  private static String refused(EngineProcess engine) throws Exception {
    String message =
        "MSH|^~\\&|RIS|HOSP|DIPTYCH|HOSP|20260101||ORU^R01|BAD-1|P|2.5.1|||||||UNICODE UTF-8\r"
            + "PID|1||PAT6^^^HOSP||"
            + CANARY
            + "\u00ff\r";
    try (Socket socket = new Socket("127.0.0.1", engine.ports().mllp())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(0x0b);
      out.write(message.getBytes(StandardCharsets.ISO_8859_1));
      out.write(new byte[] {0x1c, 0x0d});
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      for (int next = in.read(); next >= 0 && next != 0x1c; next = in.read()) {
        answer.append((char) next);
      }
      return answer.toString();
    }
  }
}
