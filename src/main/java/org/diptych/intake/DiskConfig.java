package org.diptych.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the disk is told of, long before intake refuses. */
@ConfigMapping(prefix = "diptych.disk")
public interface DiskConfig {
  /** Free space below which the log warns, once each time that it is crossed. */
  @WithDefault("2G")
  MemorySize warnBelow();
}
