package org.diptych.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample files of other projects, where they are at hand: real, odd and broken ones. */
class SampleFilesTest {
  private static final Path FOLDER = Path.of("..", "shared", "data", "dicom");

  private static List<Path> files;

  @BeforeAll
  static void find() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(FOLDER), "no sample files in ../shared/data/dicom");
    assertThat(NativeCodecs.load(Path.of("target", "engine"))).isTrue();
    try (Stream<Path> all = Files.walk(FOLDER)) {
      files = all.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
    }
  }

  @Test
  void every_part_10_file_is_accepted_byte_for_byte_or_refused_with_a_reason() throws Exception {
    CollectingReceiver receiver = new CollectingReceiver();
    int sent = 0;
    try (DicomListener listener =
        new DicomListener(ListenerSettings.of("DIPTYCH", "127.0.0.1", 0), receiver)) {
      listener.start();
      DicomSender sender = new DicomSender("SAMPLES", "DIPTYCH", "127.0.0.1", listener.port());
      for (Path file : files) {
        Part10File part10;
        try {
          part10 = Part10File.of(file);
        } catch (IOException e) {
          continue; // nothing that could be put into a C-STORE-RQ
        }
        int before = receiver.kept.size();
        StoreResponse response = sender.send(List.of(file)).get(0);
        sent++;
        if (response.isStored()) {
          CollectingReceiver.Kept kept = receiver.kept.get(before);
          assertThat(dataSetOf(kept.file())).isEqualTo(part10.openDataSet().readAllBytes());
        } else {
          assertThat(response.status()).isIn(0xA900, 0xC000, 0x0122);
        }
      }
    }
    assertThat(sent).isGreaterThan(40);
    assertThat(receiver.kept).hasSizeGreaterThan(35);
  }

  private static byte[] dataSetOf(byte[] file) throws IOException {
    Path written = Files.createTempFile("sample", ".dcm");
    try {
      return Part10File.of(Files.write(written, file)).openDataSet().readAllBytes();
    } finally {
      Files.delete(written);
    }
  }

  @Test
  void every_file_shows_an_image_or_a_reason() {
    DisplayImageReader reader = new DisplayImageReader();
    int shown = 0;
    for (Path file : files) {
      try {
        DisplayImage image = reader.read(file, 0);
        shown++;
        for (float value : image.luminance()) {
          assertThat(value).isBetween(0f, 1f);
        }
      } catch (UnreadablePixels e) {
        assertThat(e.reason()).isNotBlank();
      }
    }
    assertThat(shown).isGreaterThan(30);
  }

  @Test
  void truncated_files_give_a_reason_and_never_crash() throws Exception {
    DisplayImageReader reader = new DisplayImageReader();
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      Path cut = Files.createTempFile("cut", ".dcm");
      try {
        for (int parts : new int[] {4, 3, 2}) {
          Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / parts));
          assertThatCode(
                  () -> {
                    try {
                      reader.read(cut, 0);
                    } catch (UnreadablePixels expected) {
                      assertThat(expected.reason()).isNotBlank();
                    }
                  })
              .as(file.getFileName().toString())
              .doesNotThrowAnyException();
        }
      } finally {
        Files.delete(cut);
      }
    }
  }
}
