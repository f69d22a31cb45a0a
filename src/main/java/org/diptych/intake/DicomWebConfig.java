package org.diptych.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of DICOMweb. */
@ConfigMapping(prefix = "diptych.dicom-web")
public interface DicomWebConfig {
  /** Longest body of a store request in bytes; a longer one is refused with 413. */
  @WithDefault("536870912")
  long maxBodyBytes();

  /** Most matches of one search, whatever its limit says. */
  @WithDefault("1000")
  int maxResults();
}
