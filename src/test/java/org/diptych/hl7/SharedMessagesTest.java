package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.diptych.study.RadiologyReport;
import org.junit.jupiter.api.Test;

/** Messages of other people's systems: each is read or refused with a reason. */
class SharedMessagesTest {
  private static final Path MESSAGES = Path.of("..", "shared", "data", "hl7");
  private static final Pattern HAS_TEXT = Pattern.compile("OBX\\|\\d*\\|(TX|FT|ST)\\|");

  @Test
  void every_message_is_read_or_refused_with_an_answer_that_can_be_read() throws IOException {
    for (Path file : files(MESSAGES)) {
      byte[] bytes = Files.readAllBytes(file);
      Acknowledgement answer =
          assertTimeoutPreemptively(
              Duration.ofSeconds(5), () -> answer(bytes), () -> "hangs over " + file);
      for (byte[] written : answer.frames(LocalDateTime.of(2026, 1, 2, 3, 4))) {
        assertThat(MessageHeader.read(written)).as(file.toString()).isPresent();
        assertThat(new String(written, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .contains("MSA")
            .doesNotContain("\u001c", "\u000b");
      }
    }
  }

  @Test
  void every_radiology_report_of_the_collection_gives_its_narrative_order_and_patient()
      throws IOException {
    for (Path file : narratives()) {
      byte[] bytes = Files.readAllBytes(file);
      List<RadiologyReport> reports = reports(bytes, StandardCharsets.UTF_8);
      if (reports.isEmpty()) {
        // One file is in ISO 8859-1 and does not say so.
        reports = reports(bytes, StandardCharsets.ISO_8859_1);
      }
      assertThat(reports).as(file.toString()).hasSize(1);
      RadiologyReport report = reports.get(0);
      assertThat(report.text()).as(file.toString()).isNotBlank();
      assertThat(report.patient()).as(file.toString()).isNotNull();
      assertThat(report.fillerOrderNumber()).as(file.toString()).isNotBlank();
      assertThat(report.observedAt()).as(file.toString()).isNotNull();
    }
  }

  @Test
  void every_study_named_in_a_zds_segment_is_found() throws IOException {
    int named = 0;
    for (Path file : narratives()) {
      byte[] bytes = Files.readAllBytes(file);
      if (new String(bytes, StandardCharsets.ISO_8859_1).contains("\rZDS|")) {
        assertThat(reports(bytes, StandardCharsets.UTF_8).get(0).study())
            .as(file.toString())
            .isNotNull();
        named++;
      }
    }
    assertThat(named).isPositive();
  }

  @Test
  void messages_of_every_subject_are_read_in_good_number() throws IOException {
    Map<String, Integer> read = new TreeMap<>();
    Map<String, Integer> refused = new TreeMap<>();
    for (Path file : files(MESSAGES)) {
      byte[] bytes = Files.readAllBytes(file);
      List<byte[]> messages =
          MessageBatch.of(bytes).map(MessageBatch::messages).orElse(List.of(bytes));
      for (byte[] message : messages) {
        MessageReading reading = new MessageReader(StandardCharsets.UTF_8).read(message);
        if (reading instanceof MessageReading.Refused why) {
          refused.merge(why.fault().code().meaning(), 1, Integer::sum);
        } else {
          MessageContent content =
              new ContentReader(AccessionSource.DEFAULT_ORDER)
                  .read(((MessageReading.Read) reading).message());
          read.merge(content.getClass().getSimpleName(), 1, Integer::sum);
        }
      }
    }
    System.out.println("shared messages read " + read + ", refused " + refused);
    assertThat(read.get("Reports")).isGreaterThanOrEqualTo(225);
    assertThat(read.get("Orders")).isGreaterThanOrEqualTo(8);
    assertThat(read.get("Patients")).isGreaterThanOrEqualTo(15);
  }

  private static Acknowledgement answer(byte[] bytes) {
    MessageReading reading = new MessageReader(StandardCharsets.UTF_8).read(bytes);
    if (reading instanceof MessageReading.Refused refused) {
      return Acknowledgement.refuse(refused.header(), List.of(refused.fault()));
    }
    Message message = ((MessageReading.Read) reading).message();
    MessageContent found = new ContentReader(AccessionSource.DEFAULT_ORDER).read(message);
    return found instanceof MessageContent.Refused refused
        ? Acknowledgement.refuse(message.header(), refused.faults())
        : Acknowledgement.accept(message.header());
  }

  private static List<RadiologyReport> reports(byte[] bytes, Charset defaultCharset) {
    MessageReading reading = new MessageReader(defaultCharset).read(bytes);
    return reading instanceof MessageReading.Read read
            && new ContentReader(AccessionSource.DEFAULT_ORDER).read(read.message())
                instanceof MessageContent.Reports found
        ? found.reports()
        : List.of();
  }

  /** A few messages of the collection report that a report exists, and no text. */
  private static List<Path> narratives() throws IOException {
    List<Path> narratives = new ArrayList<>();
    for (Path file : files(MESSAGES.resolve("radiology_oru"))) {
      if (HAS_TEXT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find()) {
        narratives.add(file);
      }
    }
    assertThat(narratives).hasSizeGreaterThan(200);
    return narratives;
  }

  private static List<Path> files(Path folder) throws IOException {
    assumeTrue(Files.isDirectory(folder), "the shared messages are not on this machine");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".hl7")).sorted().toList();
    }
  }
}
