package org.diptych.inference;

import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.diptych.model.LuminanceImage;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PackageShelf;
import org.diptych.model.PreparedReading;
import org.diptych.model.Reading;
import org.diptych.study.Priority;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where cases are handed in to be read: STAT first, in batches, by as many workers as pay. */
public final class ReadingDesk implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ReadingDesk.class);

  private final InferenceConfig config;
  private final PackageShelf shelf;
  private @Nullable DynamicBatching<ModelPackage, PreparedReading, Reading> queue;

  public ReadingDesk(InferenceConfig config, PackageShelf shelf) {
    this.config = config;
    this.shelf = shelf;
  }

  /**
   * Reads a case and waits for it; a device that does not answer makes it wait longer, and only a
   * case that cannot be read at all is thrown.
   *
   * @param waitingSince when the case became ready, which decides among cases of one priority
   */
  Reading read(
      ModelPackage model,
      @Nullable LuminanceImage image,
      @Nullable String text,
      Priority priority,
      Instant waitingSince) {
    PreparedReading prepared = model.prepare(image, text);
    Instant due = waitingSince.plus(config.dueWithin().of(priority));
    try {
      return queue().offer(model, prepared, priority, due).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Measures and starts its workers; later calls change nothing. */
  public void open() {
    queue();
  }

  /** How many cases wait for a worker. */
  public synchronized int waiting() {
    return queue == null ? 0 : queue.waiting();
  }

  private synchronized DynamicBatching<ModelPackage, PreparedReading, Reading> queue() {
    if (queue == null) {
      WorkerPlan plan = plan();
      LOG.infof(
          "reading with %d workers of %d threads, up to %d cases at once",
          plan.workers(), plan.threads(), plan.batch());
      BatchRun<ModelPackage, PreparedReading, Reading> run =
          new BatchRun<>(
              (model, cases) -> model.read(cases), ModelPackage::answers, config.devicePause());
      queue =
          new DynamicBatching<>(
              plan.workers(),
              plan.batch(),
              config.batchWait(),
              run,
              () -> ModelRuntime.useThreads(plan.threads()));
    }
    return queue;
  }

  private WorkerPlan plan() {
    if (config.workers() > 0) {
      return new WorkerPlan(config.workers(), Math.max(1, config.threads()), config.batchSize());
    }
    return WorkerPlan.of(
        shelf.packages().get(0), config.device(), config.threads(), config.batchSize());
  }

  @Override
  public synchronized void close() {
    if (queue != null) {
      queue.close();
    }
  }
}
