package org.diptych.camel;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mllp.MllpComponent;
import org.apache.camel.component.mllp.MllpConfiguration;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;

/**
 * Camel's {@code mllp:} with a listener of our own: message bytes reach the route as they were
 * sent, whatever the route does the sender gets an answer, and no message content is logged.
 */
@Singleton
@Named("mllp")
@Component("mllp")
public class MllpListenerComponent extends MllpComponent {
  /** Connections at a time; each report system and each interface engine has one or a few. */
  private static final int CONNECTIONS = 64;

  /** Bytes of the longest message; a report with an embedded PDF has some ten million. */
  private static final int LONGEST_MESSAGE = 32 << 20;

  private final MllpAcknowledger acknowledger;

  /** A component whose listeners answer through the acknowledger. */
  @Inject
  public MllpListenerComponent(MllpAcknowledger acknowledger) {
    this.acknowledger = acknowledger;
    setLogPhi(false);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    MllpConfiguration configuration =
        hasConfiguration() ? getConfiguration().copy() : new MllpConfiguration();
    configuration.setAutoAck(false);
    configuration.setStringPayload(false);
    configuration.setMaxConcurrentConsumers(CONNECTIONS);
    MllpListenerEndpoint endpoint =
        new MllpListenerEndpoint(uri, this, configuration, acknowledger);
    endpoint.getConfiguration().setMaxBufferSize(LONGEST_MESSAGE);
    // Camel's consumer wants one; ours decodes nothing.
    endpoint.setCharsetName(getDefaultCharset());
    int colon = remaining.lastIndexOf(':');
    if (colon >= 0) {
      endpoint.setHostname(remaining.substring(0, colon));
    }
    endpoint.setPort(
        CamelContextHelper.parseInt(getCamelContext(), remaining.substring(colon + 1)));
    setProperties(endpoint, parameters);
    if (endpoint.getConfiguration().getSslContextParameters() == null) {
      endpoint.setSslContextParameters(retrieveGlobalSslContextParameters());
    }
    return endpoint;
  }
}
