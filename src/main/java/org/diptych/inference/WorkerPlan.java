package org.diptych.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.diptych.model.LuminanceImage;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PreparedReading;

/**
 * How many workers read, with how many native threads each, and how many cases at once.
 *
 * @param workers at least 1
 * @param threads at least 1
 * @param batch most cases of one batch, at least 1
 */
public record WorkerPlan(int workers, int threads, int batch) {
  private static final long TRIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final int MOST_CORES = 8;
  private static final int FIRST_BATCH = 4;
  private static final double PAYS = 1.05;
  private static final int SIDE = 96;

  /**
   * The plan that reads most on this machine, of those that use up to eight of its cores. Of
   * batches the smallest is taken that reads about as much as twice its size: what is urgent waits
   * until the batch before it is done.
   *
   * @param threads of each worker, or 0 to find that out too
   * @param largest most cases of one batch
   */
  public static WorkerPlan measured(ModelPackage model, int cores, int threads, int largest) {
    int used = Math.min(MOST_CORES, Math.max(1, cores));
    int first = Math.min(FIRST_BATCH, largest);
    List<WorkerPlan> plans = new ArrayList<>();
    for (int each = 1; each <= used; each *= 2) {
      if (threads == 0 || threads == each) {
        plans.add(new WorkerPlan(used / each, each, first));
      }
    }
    if (plans.isEmpty()) {
      plans.add(new WorkerPlan(Math.max(1, used / threads), threads, first));
    }
    WorkerPlan best = plans.get(0);
    double most = -1;
    for (WorkerPlan plan : plans) {
      double rate = plan.rate(model);
      best = rate > most ? plan : best;
      most = Math.max(rate, most);
    }
    for (int batch = 2 * first; batch <= largest; batch *= 2) {
      WorkerPlan larger = new WorkerPlan(best.workers(), best.threads(), batch);
      double rate = larger.rate(model);
      if (rate < PAYS * most) {
        return best;
      }
      best = larger;
      most = rate;
    }
    return best;
  }

  /** Cases of one batch, each with a picture and a report of its own. */
  private List<PreparedReading> cases(ModelPackage model) {
    float[] ramp = new float[SIDE * SIDE];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i * 31 % 97) / 97f;
    }
    LuminanceImage picture = new LuminanceImage(SIDE, SIDE, ramp, false);
    List<PreparedReading> cases = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      cases.add(model.prepare(picture, "No acute finding is seen."));
    }
    return cases;
  }

  /** Cases per second when every worker reads without a pause. */
  private double rate(ModelPackage model) {
    List<PreparedReading> cases = cases(model);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Callable<Long>> trials = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        trials.add(() -> trial(() -> model.read(cases).size()));
      }
      // A first batch of a size is slower than any other.
      model.read(cases);
      long read = 0;
      long begun = System.nanoTime();
      for (Future<Long> trial : pool.invokeAll(trials)) {
        read += trial.get();
      }
      return read / ((System.nanoTime() - begun) / 1e9);
    } catch (ExecutionException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      pool.shutdownNow();
    }
  }

  private long trial(Callable<Integer> read) throws Exception {
    ModelRuntime.useThreads(threads);
    long cases = 0;
    for (long begun = System.nanoTime(); System.nanoTime() - begun < TRIAL_NANOS; ) {
      cases += read.call();
    }
    return cases;
  }
}
