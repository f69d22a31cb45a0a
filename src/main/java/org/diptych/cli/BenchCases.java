package org.diptych.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.diptych.dicom.DicomSender;
import org.diptych.hl7.MllpPeer;
import org.diptych.hl7.OruWriter;
import org.diptych.study.CaseId;
import org.diptych.study.Uid;

/** Cases of one run by number: the chest radiograph of the demo, each with a patient of its own. */
final class BenchCases {
  /** Makes the cases of this run its own, also on a server that saw others. */
  private final String run;

  BenchCases(long run) {
    this.run = String.format("%07d", run % 10_000_000);
  }

  String accession(int number) {
    return "B" + run + "-" + String.format("%06d", number);
  }

  String study(int number) {
    return "2.25.3" + run + String.format("%06d", number);
  }

  CaseId id(int number) {
    return CaseId.of(new Uid(study(number)));
  }

  /** Sends studies and reports of the cases with these numbers, one each interval. */
  void send(EngineProcess.Ports ports, int from, int to, Duration interval)
      throws IOException, InterruptedException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    DicomSender modality = new DicomSender("BENCH", "DIPTYCH", host, ports.dicom());
    OruWriter writer =
        new OruWriter(
            new OruWriter.Parties("BENCH", "DEMO", "DIPTYCH", "DEMO"), Clock.systemDefaultZone());
    Path directory = Files.createTempDirectory("diptych-bench-images");
    long next = System.nanoTime();
    try (MllpPeer ris =
        MllpPeer.connect(new InetSocketAddress(host, ports.mllp()), Duration.ofSeconds(30))) {
      for (int number = from; number < to; number++) {
        DemoCase each = DemoCase.chest(study(number), accession(number));
        ris.send(writer.write(each.report()));
        if (modality.send(List.of(each.writeImage(directory))).get(0).status() != 0) {
          throw new IOException("the engine did not take an image");
        }
        next += interval.toNanos();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
      }
    } finally {
      Trees.delete(directory);
    }
  }
}
