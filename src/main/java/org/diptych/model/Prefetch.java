package org.diptych.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Draws the batches of an epoch ahead of the device, on threads of their own. A batch depends on
 * the seed, the epoch and its number alone, so that the threads change nothing.
 */
final class Prefetch implements AutoCloseable {
  private static final int AHEAD = 3;

  private final TrainingBatch batches;
  private final ExecutorService threads;
  private final int ahead;

  Prefetch(TrainingBatch batches, int threads) {
    this.batches = batches;
    this.ahead = threads * AHEAD;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "training-batches");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What is done with each batch of an epoch, in order. */
  interface Step {
    void on(TrainingBatch.Drawn drawn);
  }

  /** Shuffles the samples and draws whole batches of them. */
  void epoch(List<Sample> samples, int batch, long seed, int epoch, Step step) {
    List<Sample> order = new ArrayList<>(samples);
    Collections.shuffle(order, new Random(seed * 1000 + epoch));
    int whole = order.size() / batch;
    Deque<Future<TrainingBatch.Drawn>> drawn = new ArrayDeque<>();
    for (int next = 0, done = 0; done < whole; done++) {
      for (; next < whole && drawn.size() < ahead; next++) {
        List<Sample> part = order.subList(next * batch, (next + 1) * batch);
        long own = (seed * 1000 + epoch) * 100_003 + next;
        drawn.add(threads.submit(() -> batches.draw(part, new Random(own))));
      }
      step.on(get(drawn.remove()));
    }
  }

  private static TrainingBatch.Drawn get(Future<TrainingBatch.Drawn> drawn) {
    try {
      return drawn.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be drawn", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
