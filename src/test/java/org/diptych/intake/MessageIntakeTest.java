package org.diptych.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.diptych.hl7.ErrorCode;
import org.diptych.hl7.Fault;
import org.diptych.hl7.FaultKind;
import org.diptych.hl7.Samples;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptReport;
import org.diptych.journal.ObjectStore;
import org.diptych.study.ReportKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages into a real journal and a real object store. */
class MessageIntakeTest {
  private static final ReportKey KEY = new ReportKey("RIS|CLINIC|F-1|36643-5");

  @TempDir Path data;

  private JournalDatabase database;
  private Journal journal;
  private ObjectStore objects;
  private long minFreeBytes;
  private MessageIntake intake;

  @BeforeEach
  void open() throws IOException {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    objects = new ObjectStore(data);
    intake = intake(Map.of());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_kept_message_is_in_the_journal_as_it_was_sent_and_its_report_in_the_register() {
    byte[] message = Samples.chestReport();

    MessageOutcome outcome = intake.keep(message);

    assertThat(outcome).isInstanceOf(MessageOutcome.Kept.class);
    assertThat(((MessageOutcome.Kept) outcome).receipts())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.kind()).isEqualTo(EntryKind.REPORT_KEPT))
        .satisfies(receipt -> assertThat(receipt.fresh()).isTrue());
    KeptReport kept = versions().get(0);
    assertThat(kept.report().text()).isEqualTo("Heart normal.\nNo effusion.");
    assertThat(raw(kept.object())).hasValue(message);
  }

  @Test
  void a_long_message_is_in_the_object_store_as_it_was_sent() throws IOException {
    byte[] message = longReport();

    intake.keep(message);

    String object = versions().get(0).object();
    assertThat(raw(object)).isEmpty();
    try (InputStream raw = objects.open(object)) {
      assertThat(raw.readAllBytes()).isEqualTo(message);
    }
  }

  @Test
  void the_same_message_again_is_accepted_again_and_changes_nothing() {
    intake.keep(Samples.chestReport());

    MessageOutcome again = intake.keep(Samples.chestReport());

    assertThat(((MessageOutcome.Kept) again).receipts())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.fresh()).isFalse());
    assertThat(versions()).hasSize(1);
  }

  @Test
  void other_content_under_a_used_control_id_is_kept_as_the_next_version() {
    intake.keep(Samples.chestReport());

    intake.keep(changed("No effusion", "Small effusion"));

    assertThat(versions())
        .extracting(kept -> kept.report().text())
        .containsExactly("Heart normal.\nNo effusion.", "Heart normal.\nSmall effusion.");
  }

  @Test
  void a_corrected_report_is_the_next_version_of_the_first() {
    intake.keep(Samples.chestReport());

    intake.keep(changed("MSG-1", "MSG-2"));

    assertThat(versions()).extracting(KeptReport::version).containsExactly(1, 2);
  }

  @Test
  void every_report_of_a_message_is_kept_and_none_twice() {
    byte[] two =
        Samples.oru("OBR|1||F-8|A", "OBX|1|TX|1||First.", "OBR|2||F-9|B", "OBX|1|TX|1||Second.");

    intake.keep(two);
    intake.keep(two);

    assertThat(versions(new ReportKey("RIS|CLINIC|F-8|A"))).hasSize(1);
    assertThat(versions(new ReportKey("RIS|CLINIC|F-9|B"))).hasSize(1);
  }

  @Test
  void a_refused_message_leaves_nothing_behind() throws IOException {
    List<Path> before = files();

    MessageOutcome outcome = intake.keep(changed("OBX|1|TX", "OBX|1|NM"));

    assertThat(outcome.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.CONTENT))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.REQUIRED_FIELD));
    assertThat(files()).isEqualTo(before);
    assertThat(versions()).isEmpty();
  }

  @Test
  void without_a_database_the_message_may_be_sent_again() {
    database.close();

    assertThat(intake.keep(Samples.chestReport())).isInstanceOf(MessageOutcome.Unavailable.class);
  }

  @Test
  void without_a_disk_that_takes_it_the_message_may_be_sent_again() throws IOException {
    Files.delete(data.resolve("incoming"));

    assertThat(intake.keep(longReport())).isInstanceOf(MessageOutcome.Unavailable.class);
    assertThat(versions()).isEmpty();
  }

  @Test
  void a_site_sets_the_charset_and_the_place_of_accession_numbers() {
    byte[] latin =
        Samples.bytes(
            StandardCharsets.ISO_8859_1,
            Samples.msh("2.3", ""),
            "OBR|1||F-1|36643-5|||||||||||||||CHEST",
            "OBX|1|TX|1||Größe normal.");
    assertThat(intake.keep(latin)).isInstanceOf(MessageOutcome.Refused.class);

    intake(Map.of("diptych.hl7.default-charset", "8859/1", "diptych.hl7.accession-from", "OBR-3"))
        .keep(latin);

    assertThat(versions().get(0).report().text()).isEqualTo("Größe normal.");
    assertThat(versions().get(0).report().accession().value()).isEqualTo("F-1");
  }

  @Test
  void with_a_nearly_full_disk_the_sender_is_told_to_come_back_and_nothing_is_kept() {
    minFreeBytes = Long.MAX_VALUE;
    byte[] message =
        "MSH|^~\\&|RIS|HOSPITAL|DIPTYCH|HOSPITAL|20260301||ORU^R01|M1|P|2.5.1\rOBR|1||F-9|X\rOBX|1|TX|X||Text||||||F\r"
            .getBytes(StandardCharsets.US_ASCII);

    MessageOutcome outcome = intake(Map.of()).keep(message);

    assertThat(outcome).isInstanceOf(MessageOutcome.Unavailable.class);
    assertThat(outcome.faults()).containsExactly(Fault.busy());
    assertThat(journal.<Long>transact(open -> open.entries().counts().get("report-kept"))).isZero();
  }

  @Test
  void a_charset_or_field_that_does_not_exist_stops_the_start() {
    assertThatThrownBy(() -> intake(Map.of("diptych.hl7.default-charset", "KLINGON")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> intake(Map.of("diptych.hl7.accession-from", "OBR-18,OBR-99")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private MessageIntake intake(Map<String, String> settings) {
    return new MessageIntake(journal, objects, config(settings), () -> minFreeBytes);
  }

  private static Hl7Config config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(Hl7Config.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(Hl7Config.class);
  }

  private Optional<byte[]> raw(String object) {
    return journal.transact(open -> open.messages().find(object));
  }

  private List<KeptReport> versions() {
    return versions(KEY);
  }

  private List<KeptReport> versions(ReportKey key) {
    return journal.transact(open -> open.reports().versions(key));
  }

  private static byte[] longReport() {
    return changed("Heart normal.", "Heart normal. " + "word ".repeat(20_000));
  }

  private static byte[] changed(String from, String to) {
    String message = new String(Samples.chestReport(), StandardCharsets.UTF_8);
    assertThat(message).contains(from);
    return message.replace(from, to).getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("objects"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
