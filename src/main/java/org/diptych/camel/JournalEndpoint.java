package org.diptych.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.diptych.journal.WorkOrder;

/** A place in the journal where work of one kind and destination becomes due. */
final class JournalEndpoint extends DefaultEndpoint {
  private final WorkOrder order;

  JournalEndpoint(String uri, JournalComponent component, WorkOrder order) {
    super(uri, component);
    this.order = order;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new JournalConsumer(this, processor, order);
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "entries are appended by stages, in the transaction of what they state");
  }
}
