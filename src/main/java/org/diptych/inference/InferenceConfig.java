package org.diptych.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.diptych.study.Priority;

/** How cases are read. */
@ConfigMapping(prefix = "diptych.inference")
public interface InferenceConfig {
  /** Directory of further model packages, one directory each; unset: the bundled ones only. */
  Optional<Path> packages();

  /** How often that directory is looked through again for new, changed and removed packages. */
  @WithDefault("PT30S")
  Duration packagesEvery();

  /** What computes: cpu, cuda, or auto for CUDA where it is. */
  @WithDefault("auto")
  String device();

  /** How many batches are read at once; 0 measures at the start what pays on this machine. */
  @WithDefault("0")
  int workers();

  /** Native threads of one worker; 0 measures at the start what pays on this machine. */
  @WithDefault("0")
  int threads();

  /**
   * Most cases of one batch, unless fewer are found to read as fast; bounds the memory of a call.
   */
  @WithDefault("32")
  int batchSize();

  /** How long a routine case may wait for others to be read in the same batch. */
  @WithDefault("PT0.004S")
  Duration batchWait();

  /** Pause between two looks at a device that does not answer; work waits meanwhile. */
  @WithDefault("PT5S")
  Duration devicePause();

  /** Within what time a ready case should be read. */
  DueWithin dueWithin();

  /** Longest side of the stored pictures, in pixels. */
  @WithDefault("1024")
  int pictureSize();

  /** Among cases of one priority the one that is due first goes first. */
  interface DueWithin {
    /** A STAT case. */
    @WithDefault("PT1M")
    Duration stat();

    /** An urgent case. */
    @WithDefault("PT10M")
    Duration urgent();

    /** A routine case. */
    @WithDefault("PT1H")
    Duration routine();

    /** The time of a priority. */
    default Duration of(Priority priority) {
      return switch (priority) {
        case STAT -> stat();
        case URGENT -> urgent();
        case ROUTINE -> routine();
      };
    }
  }
}
