package org.diptych.fhir.repository;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much the embedded FHIR repository takes and gives at once. */
@ConfigMapping(prefix = "diptych.fhir.repository")
public interface RepositoryConfig {
  /** Longest request body in bytes, after decompression; more is answered with 413. */
  @WithDefault("16777216")
  int maxBodyBytes();

  /** Entries of a page when the client names no {@code _count}. */
  @WithDefault("50")
  int pageSize();

  /** Most entries of a page, whatever {@code _count} says. */
  @WithDefault("500")
  int maxPageSize();

  /** Most resources that {@code _include} and {@code _revinclude} add to a page. */
  @WithDefault("1000")
  int maxIncluded();
}
