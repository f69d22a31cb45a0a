package org.diptych.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How cases are read. */
@ConfigMapping(prefix = "diptych.inference")
public interface InferenceConfig {
  /** Directory of further model packages, one directory each; unset: the bundled ones only. */
  Optional<Path> packages();

  /** What computes: cpu, cuda, or auto for CUDA where it is. */
  @WithDefault("auto")
  String device();

  /** Native threads of one reading; several cases are read at once, so one is best when busy. */
  @WithDefault("1")
  int threads();

  /** Longest side of the stored pictures, in pixels. */
  @WithDefault("1024")
  int pictureSize();
}
