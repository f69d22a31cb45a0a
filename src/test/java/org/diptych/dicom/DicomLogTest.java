package org.diptych.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No patient data reaches a log at any level, ours or the toolkit's, nor the console. */
class DicomLogTest {
  @TempDir Path folder;

  @Test
  void neither_good_nor_broken_objects_leave_patient_data_in_a_log() throws Exception {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream everything = new PrintStream(seen, true, StandardCharsets.UTF_8);
    PrintStream out = System.out;
    PrintStream err = System.err;
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    Handler all = handler(everything);
    root.addHandler(all);
    root.setLevel(Level.ALL);
    System.setOut(everything);
    System.setErr(everything);
    try {
      Logger.getLogger("org.diptych.dicom").finest("the test listens");
      exchangeObjects();
    } finally {
      System.setOut(out);
      System.setErr(err);
      root.setLevel(before);
      root.removeHandler(all);
    }
    String log = seen.toString(StandardCharsets.UTF_8);
    assertThat(log).contains("DICOM listens").contains("the test listens");
    assertThat(log).doesNotContain("kanari", "PAT-1", "ACC-1", "1950");
    assertThat(log).as("the toolkit's own log").doesNotContain("A-ASSOCIATE", "C-STORE");
  }

  private void exchangeObjects() throws Exception {
    CollectingReceiver receiver = new CollectingReceiver();
    try (DicomListener listener =
        new DicomListener(ListenerSettings.of("DIPTYCH", "127.0.0.1", 0), receiver)) {
      listener.start();
      Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
      new DicomSender("MODALITY", "DIPTYCH", "127.0.0.1", listener.port()).send(List.of(file));
      new DisplayImageReader().read(file, 0);
      byte[] dataSet = Part10File.of(file).openDataSet().readAllBytes();
      try (RawPeer peer = new RawPeer(listener.port())) {
        peer.associate("DIPTYCH", RawPeer.CR, RawPeer.EXPLICIT);
        peer.storeCommand(RawPeer.CR, "2.25.1");
        peer.pdv(0x02, Arrays.copyOf(dataSet, dataSet.length / 2));
        assertThat(peer.status()).isEqualTo(0xC000);
        byte[] garbled = dataSet.clone();
        Arrays.fill(garbled, 400, 420, (byte) 0xEE);
        peer.storeCommand(RawPeer.CR, "2.25.1");
        peer.pdv(0x02, garbled);
        assertThat(peer.status()).isNotEqualTo(0x0110);
      }
      assertThat(receiver.kept).isNotEmpty();
    }
  }

  private static Handler handler(PrintStream to) {
    SimpleFormatter formatter = new SimpleFormatter();
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        to.println(formatter.formatMessage(entry));
        if (entry.getThrown() != null) {
          entry.getThrown().printStackTrace(to);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
