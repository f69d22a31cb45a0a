package org.diptych.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.diptych.study.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One worker behind a gate: what waits at the gate shows in which order and batches it is read. */
class DynamicBatchingTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private final List<List<String>> batches = new ArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicBoolean answers = new AtomicBoolean(true);
  private DynamicBatching<String, String, String> queue;

  @AfterEach
  void close() {
    gate.countDown();
    if (queue != null) {
      queue.close();
    }
  }

  @Test
  void an_urgent_request_overtakes_everything_routine_that_waits() {
    open(1, this::echo);
    for (int i = 0; i < 20; i++) {
      offer("chest", "routine " + i, Priority.ROUTINE, NOON);
    }
    offer("chest", "urgent", Priority.URGENT, NOON.plusSeconds(9));
    CompletableFuture<String> stat = offer("chest", "stat", Priority.STAT, NOON.plusSeconds(9));

    gate.countDown();
    assertThat(stat.join()).isEqualTo("read stat");
    awaitRead(22);

    assertThat(read().subList(0, 2)).containsExactly("stat", "urgent");
  }

  @Test
  void what_is_urgent_does_not_wait_until_routine_cases_are_read_along_with_it() {
    open(8, this::echo);
    for (int i = 0; i < 12; i++) {
      offer("chest", "routine " + i, Priority.ROUTINE, NOON);
    }
    offer("chest", "stat", Priority.STAT, NOON);
    offer("chest", "urgent", Priority.URGENT, NOON);

    gate.countDown();
    awaitRead(14);

    assertThat(batches.get(0)).containsExactly("stat", "urgent");
    assertThat(batches.subList(1, 3)).extracting(List::size).containsExactly(8, 4);
  }

  @Test
  void among_equals_the_one_that_is_due_first_goes_first() {
    open(1, this::echo);
    offer("chest", "due later", Priority.ROUTINE, NOON.plusSeconds(60));
    offer("chest", "due sooner", Priority.ROUTINE, NOON);

    gate.countDown();
    awaitRead(2);

    assertThat(read()).containsExactly("due sooner", "due later");
  }

  @Test
  void what_waits_for_one_model_is_one_batch_up_to_the_bound() {
    open(4, this::echo);
    for (int i = 0; i < 6; i++) {
      offer("chest", "c" + i, Priority.ROUTINE, NOON);
      offer("breast", "b" + i, Priority.ROUTINE, NOON);
    }

    gate.countDown();
    awaitRead(12);

    assertThat(batches).extracting(List::size).contains(4, 2).allMatch(size -> size <= 4);
    assertThat(batches)
        .allMatch(batch -> batch.stream().map(one -> one.charAt(0)).distinct().count() == 1);
  }

  @Test
  void a_worker_leaves_the_others_their_share() {
    open(2, 4, this::echo);
    for (int i = 0; i < 5; i++) {
      offer("chest", "c" + i, Priority.ROUTINE, NOON);
    }

    gate.countDown();
    awaitRead(5);

    assertThat(batches).extracting(List::size).containsExactlyInAnyOrder(3, 1, 1);
  }

  @Test
  void out_of_memory_the_batch_is_read_in_halves() {
    open(
        8,
        (model, cases) -> {
          if (cases.size() > 2) {
            throw new IllegalStateException("CUDA out of memory. Tried to allocate 2 GiB");
          }
          return echo(model, cases);
        });
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(offer("chest", "c" + i, Priority.ROUTINE, NOON));
    }

    gate.countDown();

    assertThat(all).allMatch(one -> one.join().startsWith("read c"));
    assertThat(batches).extracting(List::size).containsOnly(2);
  }

  @Test
  void one_case_that_cannot_be_read_fails_alone() {
    open(
        8,
        (model, cases) -> {
          if (cases.contains("poison")) {
            throw new IllegalArgumentException("no such pixel");
          }
          return echo(model, cases);
        });
    CompletableFuture<String> before = offer("chest", "before", Priority.ROUTINE, NOON);
    CompletableFuture<String> poison = offer("chest", "poison", Priority.ROUTINE, NOON);
    CompletableFuture<String> after = offer("chest", "after", Priority.ROUTINE, NOON);

    gate.countDown();

    assertThat(before.join()).isEqualTo("read before");
    assertThat(after.join()).isEqualTo("read after");
    assertThatThrownBy(poison::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void work_waits_for_a_device_that_does_not_answer() {
    AtomicInteger tries = new AtomicInteger();
    answers.set(false);
    open(
        8,
        (model, cases) -> {
          tries.incrementAndGet();
          if (!answers.get()) {
            throw new IllegalStateException("CUDA error: device-side assert triggered");
          }
          return echo(model, cases);
        });
    CompletableFuture<String> one = offer("chest", "one", Priority.ROUTINE, NOON);
    gate.countDown();
    Awaitility.await().until(() -> tries.get() == 1);
    assertThat(one).isNotDone();

    answers.set(true);

    assertThat(one.join()).isEqualTo("read one");
  }

  @Test
  void who_waits_when_the_engine_stops_is_told_so() {
    open(1, this::echo);
    CompletableFuture<String> left = offer("chest", "left", Priority.ROUTINE, NOON);
    Thread stop = new Thread(queue::close);
    stop.start();

    assertThatThrownBy(left::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(offer("chest", "too late", Priority.STAT, NOON)).isCompletedExceptionally();
    assertThat(read()).isEmpty();
  }

  private void open(int largest, DynamicBatching.BatchReader<String, String, String> reader) {
    open(1, largest, reader);
  }

  private void open(
      int workers, int largest, DynamicBatching.BatchReader<String, String, String> reader) {
    queue =
        new DynamicBatching<>(
            workers,
            largest,
            Duration.ZERO,
            new BatchRun<>(reader, model -> answers.get(), Duration.ofMillis(5)),
            this::waitAtTheGate);
  }

  private void waitAtTheGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<String> offer(
      String model, String prepared, Priority priority, Instant due) {
    return queue.offer(model, prepared, priority, due);
  }

  private List<String> echo(String model, List<String> cases) {
    synchronized (batches) {
      batches.add(List.copyOf(cases));
    }
    return cases.stream().map(one -> "read " + one).toList();
  }

  private List<String> read() {
    synchronized (batches) {
      return batches.stream().flatMap(List::stream).toList();
    }
  }

  private void awaitRead(int cases) {
    Awaitility.await().until(() -> read().size() == cases);
  }
}
