package org.diptych.intake.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The endpoint that FHIR servers post notifications to. */
@ConfigMapping(prefix = "diptych.notifications")
public interface NotificationConfig {
  /**
   * This engine's address as the FHIR servers reach it, {@code https://diptych.hospital.example};
   * unset: the bind address and HTTP port.
   */
  Optional<URI> url();

  /**
   * What the secrets are derived from that servers must show; unset: a file in the data directory.
   * Engines that share a database but no data directory need the same.
   */
  Optional<String> key();

  /** Longest notification in bytes; a longer one is refused with 413. */
  @WithDefault("1048576")
  int maxBodyBytes();

  /** Most notifications of one subscription per second; more are told to come again with 429. */
  @WithDefault("100")
  int perSecond();
}
