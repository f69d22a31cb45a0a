package org.diptych.inference;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Inference on one worker and one thread, for tests. */
final class PlainInference implements InferenceConfig {
  @Override
  public Optional<Path> packages() {
    return Optional.empty();
  }

  @Override
  public Duration packagesEvery() {
    return Duration.ZERO;
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public int batchSize() {
    return 8;
  }

  @Override
  public Duration batchWait() {
    return Duration.ZERO;
  }

  @Override
  public Duration devicePause() {
    return Duration.ofMillis(10);
  }

  @Override
  public DueWithin dueWithin() {
    return new DueWithin() {
      @Override
      public Duration stat() {
        return Duration.ofMinutes(1);
      }

      @Override
      public Duration urgent() {
        return Duration.ofMinutes(10);
      }

      @Override
      public Duration routine() {
        return Duration.ofHours(1);
      }
    };
  }

  @Override
  public int pictureSize() {
    return 1024;
  }
}
