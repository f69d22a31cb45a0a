package org.diptych.camel;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.diptych.dicom.DicomListener;
import org.diptych.dicom.DimseStatus;
import org.diptych.dicom.ListenerSettings;
import org.diptych.intake.InstanceIntake;
import org.diptych.intake.InstanceOutcome;
import org.diptych.intake.NoticeOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Offers what a C-STORE, N-CREATE or N-SET brings to the route and answers with what became of it.
 */
public class DicomConsumer extends DefaultConsumer {
  private final ListenerSettings settings;
  private @Nullable DicomListener listener;

  DicomConsumer(Endpoint endpoint, Processor processor, ListenerSettings settings) {
    super(endpoint, processor);
    this.settings = settings;
  }

  /** The open port, 0 while the listener is down. */
  public int port() {
    DicomListener up = listener;
    return up == null ? 0 : up.port();
  }

  /** Whether associations are accepted. */
  public boolean isListening() {
    DicomListener up = listener;
    return up != null && up.isListening();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    DicomListener fresh = new DicomListener(settings, this::offer, this::offer, this::isFull);
    try {
      fresh.start();
    } catch (Exception e) {
      fresh.close();
      throw e;
    }
    listener = fresh;
  }

  @Override
  protected void doStop() throws Exception {
    DicomListener up = listener;
    listener = null;
    if (up != null) {
      up.close();
    }
    super.doStop();
  }

  /** Without an intake in the registry the route decides about each object. */
  private boolean isFull() {
    InstanceIntake intake =
        getEndpoint().getCamelContext().getRegistry().findByType(InstanceIntake.class).stream()
            .findFirst()
            .orElse(null);
    return intake != null && intake.isFull();
  }

  private DimseStatus offer(Object object) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(object);
      getProcessor().process(exchange);
      return answer(exchange);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  /** Success is what an outcome says that has evidence; nothing else is (PS3.7 annex C.5.19). */
  private DimseStatus answer(Exchange exchange) {
    Exception failure = exchange.getException();
    if (failure != null) {
      return DimseStatus.PROCESSING_FAILURE;
    }
    Object body = exchange.getMessage().getBody();
    if (body instanceof InstanceOutcome outcome) {
      return outcome.status();
    }
    return body instanceof NoticeOutcome outcome
        ? outcome.status()
        : DimseStatus.PROCESSING_FAILURE;
  }
}
