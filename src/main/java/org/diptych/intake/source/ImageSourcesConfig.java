package org.diptych.intake.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The WADO-RS servers that images are fetched from when an ImagingStudy names them. */
@ConfigMapping(prefix = "diptych.image-sources")
public interface ImageSourcesConfig {
  /** Each server under a name of the site's. */
  @WithParentName
  Map<String, Source> servers();

  /** One server. */
  interface Source {
    /** Base URL; an Endpoint elsewhere is never fetched from. */
    URI url();

    /** Value of the Authorization header for this server only. */
    Optional<String> authorization();
  }
}
