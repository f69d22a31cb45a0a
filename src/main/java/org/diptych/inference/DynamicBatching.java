package org.diptych.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.diptych.study.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Requests wait here for a worker, the most urgent first and then the one that is due first. A
 * worker takes its share of what waits, for the same model, as one batch; while requests come thick
 * and fast it lets a small batch grow, never longer than a bound and never while something urgent
 * waits. Urgent and routine cases share no batch.
 *
 * @param <M> the model
 * @param <C> a case prepared for it
 * @param <R> what comes of a case
 */
final class DynamicBatching<M, C, R> implements AutoCloseable {
  private static final double SMOOTHING = 0.2;

  /** Reads a batch; the results are in the order of the cases. */
  @FunctionalInterface
  interface BatchReader<M, C, R> {
    List<R> read(M model, List<C> cases);
  }

  /** One request and who waits for it. */
  record Request<M, C, R>(
      M model,
      C prepared,
      Priority priority,
      Instant due,
      long number,
      long arrivedNanos,
      CompletableFuture<R> answer) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Request<M, C, R>> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt((Request<M, C, R> one) -> -one.priority().rank())
              .thenComparing(Request::due)
              .thenComparingLong(Request::number));
  private final List<Thread> workers;
  private final int largest;
  private final long longestWaitNanos;
  private final BatchRun<M, C, R> run;
  private long number;
  private long lastArrival;
  private double gapNanos = Double.MAX_VALUE;
  private boolean closed;

  /**
   * Starts workers.
   *
   * @param largest most cases of a batch
   * @param longestWait how long a batch may wait to grow
   * @param run reads a batch, and parts of it when it fails
   * @param begin what each worker does first
   */
  DynamicBatching(
      int workers, int largest, Duration longestWait, BatchRun<M, C, R> run, Runnable begin) {
    this.largest = largest;
    this.longestWaitNanos = longestWait.toNanos();
    this.run = run;
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Thread worker =
          new Thread(
              () -> {
                begin.run();
                work();
              },
              "reading-" + i);
      worker.setDaemon(true);
      all.add(worker);
    }
    this.workers = List.copyOf(all);
    this.workers.forEach(Thread::start);
  }

  /** Asks for a reading; the answer fails only when the case itself cannot be read. */
  CompletableFuture<R> offer(M model, C prepared, Priority priority, Instant due) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        answer.completeExceptionally(new IllegalStateException("the engine is stopping"));
        return answer;
      }
      long now = System.nanoTime();
      if (lastArrival != 0) {
        double gap = now - lastArrival;
        gapNanos = gapNanos == Double.MAX_VALUE ? gap : gapNanos + SMOOTHING * (gap - gapNanos);
      }
      lastArrival = now;
      waiting.add(new Request<>(model, prepared, priority, due, number++, now, answer));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return answer;
  }

  /** How many requests wait for a worker. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    List<Request<M, C, R>> batch = take();
    while (batch != null) {
      run.read(batch);
      batch = take();
    }
  }

  /** The next batch, or null when the engine stops. */
  private @Nullable List<Request<M, C, R>> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      long patience = patience();
      while (patience > 0 && !closed) {
        if (changed.awaitNanos(patience) <= 0) {
          break;
        }
        patience = patience();
      }
      return closed ? null : batch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** How much longer the next batch may wait to grow: not at all unless another is expected. */
  private long patience() {
    Request<M, C, R> first = waiting.peek();
    if (first == null || !isRoutine(first) || waiting.size() >= largest) {
      return 0;
    }
    long left = longestWaitNanos - (System.nanoTime() - first.arrivedNanos());
    return gapNanos < left ? left : 0;
  }

  private List<Request<M, C, R>> batch() {
    // A worker that took everything would let the others stand idle.
    int share = (waiting.size() + workers.size() - 1) / workers.size();
    int most = Math.min(largest, share);
    List<Request<M, C, R>> batch = new ArrayList<>();
    List<Request<M, C, R>> others = new ArrayList<>();
    for (Request<M, C, R> next = waiting.poll(); next != null; next = waiting.poll()) {
      if (!batch.isEmpty() && isRoutine(next) && !isRoutine(batch.get(0))) {
        // What is urgent does not wait until routine cases are read along with it.
        others.add(next);
        break;
      }
      if (batch.isEmpty() || next.model().equals(batch.get(0).model())) {
        batch.add(next);
      } else {
        others.add(next);
      }
      if (batch.size() == most) {
        break;
      }
    }
    waiting.addAll(others);
    return batch;
  }

  private static boolean isRoutine(Request<?, ?, ?> request) {
    return request.priority() == Priority.ROUTINE;
  }

  /** Takes no more requests and lets what is being read end; what waits is told so. */
  @Override
  public void close() {
    List<Request<M, C, R>> left;
    lock.lock();
    try {
      closed = true;
      left = new ArrayList<>(waiting);
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    run.stop();
    left.forEach(
        one ->
            one.answer()
                .completeExceptionally(new IllegalStateException("the engine is stopping")));
    for (Thread worker : workers) {
      try {
        worker.join(TimeUnit.SECONDS.toMillis(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
