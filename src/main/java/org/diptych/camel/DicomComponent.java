package org.diptych.camel;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The component {@code dicom:AET@host:port}: as a source a storage SCP, as a destination a storage
 * SCU.
 */
public class DicomComponent extends DefaultComponent {
  private final @Nullable DicomConfig config;

  /** For Camel, where no configuration is at hand: every default. */
  public DicomComponent() {
    this(null);
  }

  DicomComponent(@Nullable DicomConfig config) {
    this.config = config;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    String callingAeTitle =
        getAndRemoveParameter(parameters, "callingAeTitle", String.class, "DIPTYCH");
    String callers = getAndRemoveParameter(parameters, "knownCallers", String.class);
    Set<String> knownCallers =
        callers == null || callers.isBlank() ? Set.of() : Set.of(callers.trim().split("\\s*,\\s*"));
    return new DicomEndpoint(
        uri, this, DicomPeer.parse(remaining), callingAeTitle, knownCallers, config);
  }
}
