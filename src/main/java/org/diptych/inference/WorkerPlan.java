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
 * How many workers read, and with how many native threads each.
 *
 * @param workers at least 1
 * @param threads at least 1
 */
record WorkerPlan(int workers, int threads) {
  private static final long TRIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final int MOST_CORES = 8;
  private static final int BATCH = 4;
  private static final int SIDE = 96;

  /**
   * The plan that reads most on this machine, of those that use up to eight of its cores.
   *
   * @param threads of each worker, or 0 to find that out too
   */
  static WorkerPlan measured(ModelPackage model, int cores, int threads) {
    int used = Math.min(MOST_CORES, Math.max(1, cores));
    List<WorkerPlan> plans = new ArrayList<>();
    for (int each = 1; each <= used; each *= 2) {
      if (threads == 0 || threads == each) {
        plans.add(new WorkerPlan(used / each, each));
      }
    }
    if (plans.isEmpty()) {
      return new WorkerPlan(Math.max(1, used / threads), threads);
    }
    return plans.size() == 1 ? plans.get(0) : best(plans, batch(model), model);
  }

  private static WorkerPlan best(
      List<WorkerPlan> plans, List<PreparedReading> batch, ModelPackage model) {
    WorkerPlan best = plans.get(0);
    double most = -1;
    for (WorkerPlan plan : plans) {
      double rate = plan.rate(() -> model.read(batch).size());
      if (rate > most) {
        most = rate;
        best = plan;
      }
    }
    return best;
  }

  private static List<PreparedReading> batch(ModelPackage model) {
    float[] ramp = new float[SIDE * SIDE];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i * 31 % 97) / 97f;
    }
    PreparedReading one =
        model.prepare(new LuminanceImage(SIDE, SIDE, ramp, false), "No acute finding is seen.");
    List<PreparedReading> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(one);
    }
    return batch;
  }

  /** Cases per second when every worker reads without a pause. */
  private double rate(Callable<Integer> read) {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Callable<Long>> trials = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        trials.add(() -> trial(read));
      }
      long cases = 0;
      long begun = System.nanoTime();
      for (Future<Long> trial : pool.invokeAll(trials)) {
        cases += trial.get();
      }
      return cases / ((System.nanoTime() - begun) / 1e9);
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
    read.call();
    long cases = 0;
    for (long begun = System.nanoTime(); System.nanoTime() - begun < TRIAL_NANOS; ) {
      cases += read.call();
    }
    return cases;
  }
}
