package org.diptych.camel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How the DICOM listener listens; who and where is in the route. */
@ConfigMapping(prefix = "diptych.dicom")
public interface DicomConfig {
  /** The AE title that peers call. */
  @WithDefault("DIPTYCH")
  String aeTitle();

  /** The port of the DICOM listener; 0 takes any free one. */
  @WithDefault("11112")
  int port();

  /** Calling AE titles that may associate, separated by commas; unset means every one. */
  Optional<Set<String>> knownCallers();

  /** Longest P-DATA-TF we ask senders for, in bytes. */
  @WithDefault("65536")
  int maxPduLength();

  /** How many associations may be open at once; one more is rejected and may try again. */
  @WithDefault("64")
  int maxAssociations();

  /** How long a connection may stay silent before it requests its association. */
  @WithDefault("PT10S")
  Duration requestTimeout();

  /** How long an association may stay silent, also within an object. */
  @WithDefault("PT60S")
  Duration idleTimeout();
}
