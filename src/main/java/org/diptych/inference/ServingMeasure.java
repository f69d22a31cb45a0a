package org.diptych.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PreparedReading;
import org.diptych.model.Reading;
import org.diptych.study.Priority;

/** Measures how cases are served: in batches and one at a time, under load and with a backlog. */
public final class ServingMeasure {
  private static final Instant NOW = Instant.EPOCH;

  private final ModelPackage model;
  private final PreparedReading prepared;
  private final int workers;
  private final int threads;

  /**
   * Measures with one kind of case.
   *
   * @param prepared what every request asks to be read
   */
  public ServingMeasure(ModelPackage model, PreparedReading prepared, int workers, int threads) {
    this.model = model;
    this.prepared = prepared;
    this.workers = workers;
    this.threads = threads;
  }

  /** Latencies in seconds and cases per second of one run. */
  public record Served(double p50, double p99, double perSecond) {}

  private DynamicBatching<ModelPackage, PreparedReading, Reading> open(int largest) {
    BatchRun<ModelPackage, PreparedReading, Reading> run =
        new BatchRun<>((m, cases) -> m.read(cases), ModelPackage::answers, Duration.ofSeconds(1));
    return new DynamicBatching<>(
        workers, largest, Duration.ofMillis(4), run, () -> ModelRuntime.useThreads(threads));
  }

  /** Everything at once: what the workers can do when there is always more to do. */
  public Served saturated(int largest, int cases) {
    return run(largest, cases, Double.POSITIVE_INFINITY);
  }

  /** Requests that come at random, at a mean rate, whether or not the earlier ones are done. */
  public Served openLoop(int largest, int cases, double perSecond) {
    return run(largest, cases, perSecond);
  }

  private Served run(int largest, int cases, double perSecond) {
    try (DynamicBatching<ModelPackage, PreparedReading, Reading> queue = open(largest)) {
      queue.offer(model, prepared, Priority.ROUTINE, NOW).join();
      Random chance = new Random(7);
      double[] latencies = new double[cases];
      List<CompletableFuture<Void>> open = new ArrayList<>();
      long begun = System.nanoTime();
      double next = 0;
      for (int i = 0; i < cases; i++) {
        if (perSecond < Double.POSITIVE_INFINITY) {
          next += -Math.log(1 - chance.nextDouble()) / perSecond * 1e9;
          awaitNanos(begun + (long) next);
        }
        int number = i;
        long offered = System.nanoTime();
        open.add(
            queue
                .offer(model, prepared, Priority.ROUTINE, NOW)
                .thenAccept(done -> latencies[number] = (System.nanoTime() - offered) / 1e9));
      }
      CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).join();
      double seconds = (System.nanoTime() - begun) / 1e9;
      Arrays.sort(latencies);
      return new Served(latencies[cases / 2], latencies[(int) (cases * 0.99)], cases / seconds);
    }
  }

  private static void awaitNanos(long instant) {
    for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Seconds until a STAT case is read while routine ones wait, and seconds of one full batch. */
  public double[] statBehind(int backlog, int largest) {
    List<PreparedReading> full = new ArrayList<>();
    for (int i = 0; i < largest; i++) {
      full.add(prepared);
    }
    model.read(full);
    long batchBegun = System.nanoTime();
    model.read(full);
    double batch = (System.nanoTime() - batchBegun) / 1e9;
    try (DynamicBatching<ModelPackage, PreparedReading, Reading> queue = open(largest)) {
      queue.offer(model, prepared, Priority.ROUTINE, NOW).join();
      for (int i = 0; i < backlog; i++) {
        queue.offer(model, prepared, Priority.ROUTINE, NOW);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      long offered = System.nanoTime();
      queue.offer(model, prepared, Priority.STAT, NOW).join();
      return new double[] {(System.nanoTime() - offered) / 1e9, batch};
    }
  }

  /** Reads so many cases in batches. */
  public void readMany(int cases, int batch) {
    List<PreparedReading> full = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      full.add(prepared);
    }
    for (int done = 0; done < cases; done += batch) {
      model.read(full);
    }
  }
}
