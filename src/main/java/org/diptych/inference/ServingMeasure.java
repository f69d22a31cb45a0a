package org.diptych.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.diptych.model.LuminanceImage;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PreparedReading;
import org.diptych.model.Reading;
import org.diptych.study.Priority;

/** Measures how cases are served: in batches and one at a time, under load and with a backlog. */
public final class ServingMeasure {
  private static final Instant NOW = Instant.EPOCH;
  private static final int TRIES = 9;

  private final ModelPackage model;
  private final LuminanceImage image;
  private final String text;
  private final List<PreparedReading> prepared = new ArrayList<>();
  private final WorkerPlan plan;

  /** Measures with cases of one kind, each with a picture and a report of its own. */
  public ServingMeasure(ModelPackage model, LuminanceImage image, String text, WorkerPlan plan) {
    this.model = model;
    this.image = image;
    this.text = text;
    this.plan = plan;
    for (int i = 0; i < 2 * plan.batch(); i++) {
      prepared.add(model.prepare(image, text));
    }
  }

  private PreparedReading one(int number) {
    return prepared.get(number % prepared.size());
  }

  /** Latencies in seconds and cases per second of one run. */
  public record Served(double p50, double p99, double perSecond) {}

  private DynamicBatching<ModelPackage, PreparedReading, Reading> open(int largest) {
    BatchRun<ModelPackage, PreparedReading, Reading> run =
        new BatchRun<>((m, cases) -> m.read(cases), ModelPackage::answers, Duration.ofSeconds(1));
    return new DynamicBatching<>(
        plan.workers(),
        largest,
        Duration.ofMillis(4),
        run,
        () -> ModelRuntime.useThreads(plan.threads()));
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
      queue.offer(model, one(0), Priority.ROUTINE, NOW).join();
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
                .offer(model, one(number), Priority.ROUTINE, NOW)
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

  /**
   * Seconds until a STAT case is read while routine ones wait.
   *
   * @param tries at different moments of a batch
   * @param batch seconds of one full batch while every worker reads one
   */
  public record Urgent(int tries, double median, double longest, double batch) {}

  /** Offers a STAT case behind so many routine ones. */
  public Urgent statBehind(int backlog) {
    int largest = plan.batch();
    double batch = largest * plan.workers() / saturated(largest, 12 * largest).perSecond();
    double[] seconds = new double[TRIES];
    for (int i = 0; i < TRIES; i++) {
      seconds[i] =
          statOnce(backlog, Duration.ofNanos((long) (batch * (3 + (double) i / TRIES) * 1e9)));
    }
    Arrays.sort(seconds);
    return new Urgent(TRIES, seconds[TRIES / 2], seconds[TRIES - 1], batch);
  }

  private double statOnce(int backlog, Duration later) {
    try (DynamicBatching<ModelPackage, PreparedReading, Reading> queue = open(plan.batch())) {
      for (int i = 0; i < backlog; i++) {
        queue.offer(model, one(i), Priority.ROUTINE, NOW);
      }
      awaitNanos(System.nanoTime() + later.toNanos());
      long offered = System.nanoTime();
      queue.offer(model, model.prepare(image, text), Priority.STAT, NOW).join();
      return (System.nanoTime() - offered) / 1e9;
    }
  }

  /** Reads so many cases in batches. */
  public void readMany(int cases) {
    List<PreparedReading> full = prepared.subList(0, plan.batch());
    for (int done = 0; done < cases; done += full.size()) {
      model.read(full);
    }
  }
}
