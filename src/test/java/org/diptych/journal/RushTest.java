package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.diptych.study.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody waits for stands back while many senders wait. */
class RushTest {
  private final AtomicLong nanos = new AtomicLong(1);
  private final Rush rush = new Rush(nanos::get);

  @Test
  void a_few_senders_are_no_rush() {
    rush.commits(Rush.CROWD - 1);

    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void many_senders_are_a_rush_that_ends_a_moment_after_the_last_commit() {
    rush.commits(Rush.CROWD);
    nanos.addAndGet(Rush.LASTS - 1);
    assertThat(rush.isOn()).isTrue();

    rush.commits(1);
    nanos.addAndGet(1);
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void in_a_rush_without_end_work_stands_back_for_a_while_only() {
    AtomicLong looks = new AtomicLong();
    Rush endless = new Rush(() -> looks.getAndIncrement() * Rush.LASTS / 10);
    endless.commits(Rush.CROWD);
    Thread senders =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                endless.commits(Rush.CROWD);
              }
            });
    senders.start();

    endless.letPass();

    senders.interrupt();
    assertThat(looks.get()).isPositive();
  }

  @Test
  void routine_work_stands_back_and_stat_work_does_not(@TempDir Path data) {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    try (JournalDatabase database = JournalDatabase.embedded(data)) {
      Journal journal = new Journal(database, Clock.systemUTC(), new Random(), rush);
      append(journal, "routine", Priority.ROUTINE);
      append(journal, "stat", Priority.STAT);
      rush.commits(Rush.CROWD);
      WorkOrder two =
          new WorkOrder(
              EntryKind.CASE_READY, null, 2, 3, Duration.ofSeconds(1), Duration.ofSeconds(1));
      try (EntryWorkers workers = journal.workers(two, entry -> done.add(entry.key()))) {
        workers.start();
        await().until(() -> done.contains("stat"));
        assertThat(done).containsExactly("stat");

        nanos.addAndGet(Rush.LASTS);

        await().until(() -> done.contains("routine"));
      }
    }
  }

  private static void append(Journal journal, String key, Priority priority) {
    journal.transact(
        open -> open.append(EntryDraft.of(EntryKind.CASE_READY, key, Map.of()).with(priority)));
  }
}
