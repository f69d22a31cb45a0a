package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.diptych.study.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work says when it can be tried again, to a real scheduler over a real database. */
class PostponedWorkTest {
  /** Draws the lowest number always: every pause is a tenth shorter. */
  private static final RandomGenerator LOWEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public long nextLong(long origin, long bound) {
          return origin;
        }
      };

  @TempDir Path data;
  private JournalDatabase database;
  private Journal journal;
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final List<Instant> tried = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() {
    database = JournalDatabase.embedded(data);
    journal = new Journal(database, Clock.systemUTC(), LOWEST);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_failure_that_names_a_time_is_tried_after_it_and_after_the_pause() {
    Instant named = Instant.now().plusMillis(1500);
    append("one", Priority.ROUTINE);
    try (EntryWorkers workers =
        journal.workers(
            order(Duration.ofMillis(500), 100),
            entry -> {
              tried.add(Instant.now());
              if (tried.size() == 1) {
                throw new IllegalStateException("Canaryname", new Failed(named));
              }
            })) {
      workers.start();

      await().until(() -> tried.size() == 2);
      assertThat(tried.get(1)).isAfterOrEqualTo(named.plusMillis(450));
    }
  }

  @Test
  void a_time_that_has_passed_or_that_nobody_named_changes_nothing() {
    append("one", Priority.ROUTINE);
    try (EntryWorkers workers =
        journal.workers(
            order(Duration.ofMillis(10), 100),
            entry -> {
              tried.add(Instant.now());
              if (tried.size() < 3) {
                throw new Failed(tried.size() == 1 ? Instant.EPOCH : null);
              }
            })) {
      workers.start();

      await().until(() -> tried.size() == 3);
    }
  }

  @Test
  void work_that_was_not_begun_is_no_failure_and_is_never_set_aside() {
    append("one", Priority.ROUTINE);
    try (EntryWorkers workers =
        journal.workers(
            order(Duration.ofMillis(10), 1),
            entry -> {
              tried.add(Instant.now());
              if (tried.size() < 4) {
                throw new IllegalStateException(new NotYet(Instant.now()));
              }
              done.add(entry.key());
            })) {
      workers.start();

      await().until(() -> !done.isEmpty());
      assertThat(journal.transact(open -> open.entries().counts()).get("set-aside")).isZero();
    }
  }

  @Test
  void of_all_work_that_waits_for_one_time_the_most_urgent_goes_first() {
    Instant then = Instant.now().plusMillis(2500);
    append("routine 1", Priority.ROUTINE);
    append("routine 2", Priority.ROUTINE);
    append("stat", Priority.STAT);
    append("routine 3", Priority.ROUTINE);
    try (EntryWorkers workers =
        journal.workers(
            order(Duration.ofMillis(10), 100),
            entry -> {
              if (Instant.now().isBefore(then)) {
                throw new NotYet(then);
              }
              done.add(entry.key());
            })) {
      workers.start();

      await().until(() -> done.size() == 4);
      assertThat(done.get(0)).isEqualTo("stat");
    }
  }

  private void append(String key, Priority priority) {
    journal.transact(
        open -> open.append(EntryDraft.of(EntryKind.RESULTS_READY, key, Map.of()).with(priority)));
  }

  private static WorkOrder order(Duration pause, int attempts) {
    return new WorkOrder(EntryKind.RESULTS_READY, null, 1, attempts, pause, pause);
  }

  private static final class Failed extends RuntimeException implements RetryTime {
    private static final long serialVersionUID = 1L;
    private final Instant named;

    Failed(@Nullable Instant named) {
      this.named = named;
    }

    @Override
    public @Nullable Instant notBefore() {
      return named;
    }
  }
}
