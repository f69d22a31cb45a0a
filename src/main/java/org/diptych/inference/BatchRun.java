package org.diptych.inference;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one batch to its end. Out of memory, it reads the batch in halves; a batch that fails is
 * read case by case, so that one case never fails another. A case that fails alone while the model
 * answers is at fault itself; when the model does not answer the device is, and the work waits
 * until it does.
 */
final class BatchRun<M, C, R> {
  private static final Logger LOG = Logger.getLogger(BatchRun.class);

  private final DynamicBatching.BatchReader<M, C, R> reader;
  private final Predicate<M> answers;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Reads with a model.
   *
   * @param answers whether the model's device works now
   * @param pause between two looks at a device that does not
   */
  BatchRun(DynamicBatching.BatchReader<M, C, R> reader, Predicate<M> answers, Duration pause) {
    this.reader = reader;
    this.answers = answers;
    this.pause = pause;
  }

  /** Completes every request of the batch. */
  void read(List<DynamicBatching.Request<M, C, R>> batch) {
    M model = batch.get(0).model();
    Throwable failure = attempt(model, batch);
    if (failure == null) {
      return;
    }
    LOG.warnf(
        "a batch of %d failed by %s%s",
        batch.size(), failure.getClass().getSimpleName(), outOfMemory(failure) ? ", memory" : "");
    if (batch.size() > 1) {
      int part = outOfMemory(failure) ? (batch.size() + 1) / 2 : 1;
      for (int from = 0; from < batch.size(); from += part) {
        read(batch.subList(from, Math.min(batch.size(), from + part)));
      }
    } else if (answers.test(model)) {
      batch.get(0).answer().completeExceptionally(failure);
    } else {
      waitFor(model, batch, failure);
    }
  }

  private @Nullable Throwable attempt(M model, List<DynamicBatching.Request<M, C, R>> batch) {
    try {
      List<R> results =
          reader.read(model, batch.stream().map(DynamicBatching.Request::prepared).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(results.get(i));
      }
      return null;
    } catch (RuntimeException | OutOfMemoryError e) {
      return e;
    }
  }

  private void waitFor(M model, List<DynamicBatching.Request<M, C, R>> batch, Throwable failure) {
    try {
      while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        if (answers.test(model)) {
          read(batch);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    batch.get(0).answer().completeExceptionally(failure);
  }

  /** Waits no longer for any device. */
  void stop() {
    stopped.countDown();
  }

  /** The native engine says it in words only. */
  private static boolean outOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof OutOfMemoryError
          || (message != null && saysMemory(message.toLowerCase(Locale.ROOT)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysMemory(String message) {
    return message.contains("out of memory") || message.contains("can't allocate memory");
  }
}
