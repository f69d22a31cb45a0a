package org.diptych.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.component.mllp.MllpConfiguration;
import org.apache.camel.component.mllp.MllpEndpoint;

/** One MLLP port; as a destination it is Camel's own. */
final class MllpListenerEndpoint extends MllpEndpoint {
  private final MllpAcknowledger acknowledger;

  MllpListenerEndpoint(
      String uri,
      MllpListenerComponent component,
      MllpConfiguration configuration,
      MllpAcknowledger acknowledger) {
    super(uri, component, configuration);
    this.acknowledger = acknowledger;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Consumer consumer = new MllpListener(this, processor, acknowledger);
    configureConsumer(consumer);
    return consumer;
  }
}
