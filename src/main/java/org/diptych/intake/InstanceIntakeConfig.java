package org.diptych.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of what intake takes. */
@ConfigMapping(prefix = "diptych.intake")
public interface InstanceIntakeConfig {
  /** Bytes that must stay free on the disk; below that, senders are told to come back later. */
  @WithDefault("268435456")
  long minFreeBytes();
}
