package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed process loses nothing that it gave a receipt for. */
class KilledJournalTest {
  @TempDir Path data;

  @RepeatedTest(2)
  void every_receipt_is_honoured_after_kill_9() throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledWriter.class.getName(),
                data.toString(),
                "8")
            .redirectErrorStream(true)
            .start();
    List<String> receipts = new ArrayList<>();
    try (BufferedReader lines = writer.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("receipt ")) {
          receipts.add(line);
        }
        if (receipts.size() == 500) {
          writer.toHandle().destroyForcibly();
        }
      }
    }
    writer.waitFor();
    assertThat(receipts).hasSizeGreaterThanOrEqualTo(500);
    // The last line may have been cut by the kill itself.
    receipts.remove(receipts.size() - 1);

    try (JournalDatabase database = JournalDatabase.embedded(data)) {
      Journal journal = new Journal(database, Clock.systemUTC());
      Set<String> missing = new HashSet<>();
      journal.transact(
          open -> {
            for (String receipt : receipts) {
              String[] parts = receipt.split(" ");
              if (open.entries()
                  .find(Long.parseLong(parts[1]))
                  .filter(entry -> entry.key().equals(parts[2]))
                  .isEmpty()) {
                missing.add(receipt);
              }
            }
            return 0;
          });
      assertThat(missing).isEmpty();
      assertEveryEntryHasItsWork(journal, receipts.size());
    }
  }

  /** Entries and their due work are one transaction: each is worked on, none twice over. */
  private static void assertEveryEntryHasItsWork(Journal journal, int atLeast) {
    Map<Long, Boolean> worked = new ConcurrentHashMap<>();
    WorkOrder order =
        new WorkOrder(
            EntryKind.CASE_READY, null, 4, 3, Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (EntryWorkers workers = journal.workers(order, entry -> worked.put(entry.id(), true))) {
      workers.start();
      long entries =
          journal.<Map<String, Long>>transact(open -> open.entries().counts()).get("case-ready");
      assertThat(entries).isGreaterThanOrEqualTo(atLeast);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> worked.size() == entries);
    }
  }

  @Test
  void work_that_a_dead_engine_had_begun_is_taken_up_within_seconds() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    JournalDatabase first = JournalDatabase.embedded(data);
    Journal dying = new Journal(first, Clock.systemUTC());
    EntryWorkers hanging =
        dying.workers(
            WorkOrder.of(EntryKind.CASE_READY),
            entry -> {
              begun.countDown();
              never.await();
            });
    hanging.start();
    dying.transact(open -> open.append(EntryDraft.of(EntryKind.CASE_READY, "k", Map.of())));
    begun.await();
    // As a kill leaves it: picked, and nobody to put it back.
    first.close();

    Set<String> worked = ConcurrentHashMap.newKeySet();
    try (JournalDatabase second = JournalDatabase.embedded(data);
        EntryWorkers workers =
            new Journal(second, Clock.systemUTC())
                .workers(WorkOrder.of(EntryKind.CASE_READY), entry -> worked.add(entry.key()))) {
      workers.start();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> worked.contains("k"));
    } finally {
      never.countDown();
      hanging.close();
    }
  }
}
