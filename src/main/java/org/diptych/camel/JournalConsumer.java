package org.diptych.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.diptych.journal.Entry;
import org.diptych.journal.EntryWorkers;
import org.diptych.journal.Journal;
import org.diptych.journal.WorkOrder;
import org.jspecify.annotations.Nullable;

/** Sends each due entry through the route; the work ends when the exchange completed. */
final class JournalConsumer extends DefaultConsumer {
  private final WorkOrder order;
  private @Nullable EntryWorkers workers;

  JournalConsumer(JournalEndpoint endpoint, Processor processor, WorkOrder order) {
    super(endpoint, processor);
    this.order = order;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Journal journal = getEndpoint().getCamelContext().getRegistry().findSingleByType(Journal.class);
    if (journal == null) {
      throw new IllegalStateException("the registry has no journal");
    }
    EntryWorkers started = journal.workers(order, this::process);
    started.start();
    workers = started;
  }

  @Override
  protected void doStop() throws Exception {
    EntryWorkers running = workers;
    workers = null;
    if (running != null) {
      running.close();
    }
    super.doStop();
  }

  private void process(Entry entry) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      exchange.getIn().setBody(entry);
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      if (exchange.isRollbackOnly()) {
        throw new IllegalStateException("the route rolled back");
      }
    } finally {
      releaseExchange(exchange, false);
    }
  }
}
