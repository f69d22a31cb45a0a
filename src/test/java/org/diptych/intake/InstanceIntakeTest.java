package org.diptych.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.diptych.dicom.AssociationRefused;
import org.diptych.dicom.DicomListener;
import org.diptych.dicom.DicomSender;
import org.diptych.dicom.ListenerSettings;
import org.diptych.dicom.SampleObjects;
import org.diptych.dicom.StoreResponse;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.KeptInstance;
import org.diptych.journal.ObjectStore;
import org.diptych.study.Uid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects over a real association into a real journal and object store. */
class InstanceIntakeTest {
  @TempDir Path data;
  @TempDir Path folder;

  private JournalDatabase database;
  private Journal journal;
  private ObjectStore store;
  private DicomListener listener;
  private long minFreeBytes;
  private boolean rejecting;

  @BeforeEach
  void listen() throws Exception {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC());
    store = new ObjectStore(data);
    InstanceIntake intake =
        new InstanceIntake(store, journal, () -> minFreeBytes, Clock.systemUTC());
    listener =
        new DicomListener(
            ListenerSettings.of("DIPTYCH", "127.0.0.1", 0),
            object -> intake.keep(object).status(),
            null,
            () -> rejecting && intake.isFull());
    listener.start();
  }

  @AfterEach
  void close() {
    listener.close();
    database.close();
  }

  private int send(Path file) throws IOException {
    return sender().send(List.of(file)).get(0).status();
  }

  private DicomSender sender() {
    return new DicomSender("MODALITY", "DIPTYCH", "127.0.0.1", listener.port());
  }

  private KeptInstance kept(String uid) {
    return journal.transact(tx -> tx.studies().instance(new Uid(uid))).orElseThrow();
  }

  private long entries() {
    return journal.transact(
        tx -> tx.entries().counts().getOrDefault(EntryKind.INSTANCE_KEPT.wireName(), 0L));
  }

  @Test
  void a_kept_instance_is_in_the_store_and_in_the_register() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);

    assertThat(send(file)).isZero();

    KeptInstance kept = kept("2.25.1");
    assertThat(Files.readAllBytes(store.path(kept.object()))).isEqualTo(Files.readAllBytes(file));
    assertThat(kept.callingAeTitle()).isEqualTo("MODALITY");
    assertThat(kept.instance().modality()).isEqualTo("CR");
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void the_same_instance_again_succeeds_and_has_no_second_effect() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    send(file);
    KeptInstance first = kept("2.25.1");

    assertThat(send(file)).isZero();

    assertThat(kept("2.25.1")).isEqualTo(first);
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void the_same_uid_with_other_content_is_refused_and_the_first_stays() throws Exception {
    send(SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3));
    KeptInstance first = kept("2.25.1");

    assertThat(send(SampleObjects.radiograph(folder.resolve("b"), "2.25.1", 5))).isEqualTo(0x0111);

    assertThat(kept("2.25.1")).isEqualTo(first);
    assertThat(entries()).isEqualTo(1);
    assertThat(filesInStore()).isEqualTo(1);
  }

  @Test
  void many_senders_at_once_lose_nothing_and_double_nothing() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      files.add(SampleObjects.radiograph(folder.resolve("f" + i), "2.25." + i, i));
    }
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<StoreResponse>>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(senders.submit(() -> sender().send(files)));
      }
      for (Future<List<StoreResponse>> answer : answers) {
        assertThat(answer.get()).extracting(StoreResponse::status).containsOnly(0);
      }
    } finally {
      senders.shutdownNow();
    }
    assertThat(entries()).isEqualTo(10);
  }

  @Test
  void a_nearly_full_disk_asks_the_sender_to_come_back() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    minFreeBytes = Long.MAX_VALUE;
    assertThat(send(file)).isEqualTo(0xA700);

    minFreeBytes = 0;
    assertThat(send(file)).isZero();
  }

  @Test
  void a_nearly_full_disk_rejects_new_associations_as_a_passing_limit() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    rejecting = true;
    minFreeBytes = Long.MAX_VALUE;

    assertThatThrownBy(() -> send(file))
        .isInstanceOfSatisfying(
            AssociationRefused.class,
            refused -> {
              assertThat(refused.result()).as("rejected-transient").isEqualTo(2);
              assertThat(refused.source()).as("service-provider").isEqualTo(3);
              assertThat(refused.reason()).as("local-limit-exceeded").isEqualTo(2);
            });

    minFreeBytes = 0;
    assertThat(send(file)).isZero();
  }

  @Test
  void a_journal_that_is_gone_asks_the_sender_to_come_back() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    database.close();

    assertThat(send(file)).isEqualTo(0xA700);
  }

  @Test
  void a_truncated_file_leaves_nothing_behind() throws Exception {
    Path file = SampleObjects.radiograph(folder.resolve("a"), "2.25.1", 3);
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, 1500));

    assertThat(send(cut)).isEqualTo(0xC000);

    assertThat(filesInStore()).isZero();
    assertThat(entries()).isZero();
  }

  /** Everything under the data directory but the database: objects, and files half written. */
  private long filesInStore() throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file ->
                  file.startsWith(data.resolve("objects"))
                      || file.startsWith(data.resolve("incoming")))
          .count();
    }
  }
}
