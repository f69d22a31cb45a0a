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
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final int MOST_CORES = 8;
  private static final int FIRST_BATCH = 4;
  private static final double PAYS = 1.05;
  private static final int MOST_SIZES = 8;
  private static final int SIDE = 96;

  /**
   * One worker for a GPU, else the measured plan of this machine.
   *
   * @param device {@code cpu}, {@code cuda} or {@code auto}
   */
  public static WorkerPlan of(ModelPackage model, String device, int threads, int largest) {
    int cores = Runtime.getRuntime().availableProcessors();
    return ModelRuntime.isGpu(device)
        ? new WorkerPlan(1, 1, largest)
        : measured(model, cores, threads, largest);
  }

  /**
   * The plan that reads most on this machine, of those that use up to eight of its cores. Of
   * batches the smallest is taken that reads about as much as twice its size: what is urgent waits
   * until the batch before it is done.
   *
   * @param threads of each worker, or 0 to find that out too
   * @param largest most cases of one batch
   */
  static WorkerPlan measured(ModelPackage model, int cores, int threads, int largest) {
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
    long begun = System.nanoTime();
    for (WorkerPlan plan : plans) {
      double rate = late(begun) ? 0 : plan.rate(model);
      best = rate > most ? plan : best;
      most = Math.max(rate, most);
    }
    for (int batch = 2 * first; batch <= largest && !late(begun); batch *= 2) {
      WorkerPlan larger = new WorkerPlan(best.workers(), best.threads(), batch);
      double rate = larger.rate(model);
      if (rate < PAYS * most) {
        break;
      }
      best = larger;
      most = rate;
    }
    best.acquaint(model, begun);
    return best;
  }

  /** The first case waits meanwhile, which may be urgent. */
  private static boolean late(long begun) {
    return System.nanoTime() - begun > LONGEST_NANOS;
  }

  /**
   * The engine makes its kernels when it meets a size and a number of threads for the first time:
   * better now than later.
   */
  private void acquaint(ModelPackage model, long begun) {
    List<PreparedReading> cases = cases(model);
    inParallel(
        1,
        () -> {
          for (int size = 1; size <= Math.min(batch, MOST_SIZES) && !late(begun); size++) {
            model.read(cases.subList(0, size));
          }
          return 0.0;
        });
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
    return inParallel(
        workers,
        () -> {
          model.read(cases);
          long read = 0;
          long begun = System.nanoTime();
          while (System.nanoTime() - begun < TRIAL_NANOS) {
            read += model.read(cases).size();
          }
          return read / ((System.nanoTime() - begun) / 1e9);
        });
  }

  /** The sum of what threads of this plan answer; 0 when one fails. */
  private double inParallel(int count, Callable<Double> work) {
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      List<Callable<Double>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(
            () -> {
              ModelRuntime.useThreads(threads);
              return work.call();
            });
      }
      double sum = 0;
      for (Future<Double> one : pool.invokeAll(all)) {
        sum += one.get();
      }
      return sum;
    } catch (ExecutionException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      pool.shutdownNow();
    }
  }
}
