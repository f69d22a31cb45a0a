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

  /** Most cases that head the list because they want a person: those that changed last. */
  @WithDefault("100")
  int lookBack();

  /** Free disk space below which the engine says that it is not ready. */
  @WithDefault("512M")
  MemorySize leastFreeDisk();
}
