package org.diptych.admin;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the page and the health checks may be told. */
@ConfigMapping(prefix = "diptych.admin")
public interface AdminConfig {
  /** Cases on one page of the list. */
  @WithDefault("50")
  int pageSize();

  /** A finding whose concordance is below this is discordant and heads the list. */
  @WithDefault("${diptych.result.discordant-below:0.5}")
  double discordantBelow();

  /** How many of the latest readings are looked through for discordant ones. */
  @WithDefault("100")
  int lookBack();

  /** Free disk space below which the engine says that it is not ready. */
  @WithDefault("512M")
  MemorySize leastFreeDisk();
}
