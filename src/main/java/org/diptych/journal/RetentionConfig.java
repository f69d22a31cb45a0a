package org.diptych.journal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long cases are kept once nothing is to be done for them; unset: for ever. */
@ConfigMapping(prefix = "diptych.retention")
public interface RetentionConfig {
  /** After the results of a case were delivered. */
  Optional<Duration> delivered();

  /** After a case was abandoned. */
  Optional<Duration> abandoned();

  /** After a case was set aside and no person did anything about it. */
  Optional<Duration> setAside();

  /**
   * Orders, patient changes and announcements of FHIR servers that belong to nothing that is held,
   * from when they arrived or were to happen.
   */
  Optional<Duration> unattached();

  /** How long a file that no case refers to is left where it is. */
  @WithDefault("P1D")
  Duration orphans();

  /** Most cases that one look deletes. */
  @WithDefault("100")
  int atOnce();
}
