package org.diptych.camel;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.mllp.MllpConstants;
import org.apache.camel.component.mllp.MllpEndpoint;
import org.apache.camel.component.mllp.MllpTcpServerConsumer;
import org.diptych.hl7.Fault;
import org.diptych.hl7.MessageBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for MLLP connections and answers every message. Camel's listener binds and accepts; its
 * reading is replaced, because it answers nothing when a route fails, when a message has fewer than
 * four bytes or when two messages arrive together.
 */
final class MllpListener extends MllpTcpServerConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(MllpListener.class);

  private final MllpAcknowledger acknowledger;
  private final Set<MllpConnection> open = ConcurrentHashMap.newKeySet();
  private @Nullable ExecutorService threads;

  MllpListener(MllpEndpoint endpoint, Processor processor, MllpAcknowledger acknowledger) {
    super(endpoint, processor);
    this.acknowledger = acknowledger;
  }

  @Override
  protected void doStart() throws Exception {
    threads =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newCachedThreadPool(this, "mllp-" + getEndpoint().getPort());
    super.doStart();
  }

  /** No new connections, and each open one ends after the message it is in. */
  @Override
  protected void doStop() throws Exception {
    super.doStop();
    open.forEach(MllpConnection::stop);
    if (threads != null) {
      threads.shutdown();
    }
  }

  /** Called by the accepting thread for each new connection. */
  @Override
  public void validateConsumer(Socket socket) {
    ExecutorService running = threads;
    if (running == null || open.size() >= getConfiguration().getMaxConcurrentConsumers()) {
      LOG.warn("connection refused: {} are open", open.size());
      close(socket);
      return;
    }
    MllpConnection connection = new MllpConnection(socket, this, getConfiguration());
    open.add(connection);
    getEndpoint().updateLastConnectionEstablishedTicks();
    running.execute(
        () -> {
          try {
            connection.run();
          } finally {
            open.remove(connection);
          }
        });
  }

  /** Runs the route over a message, or over each of a batch, whose answers go back together. */
  List<byte[]> answer(byte[] frame, Socket from) {
    Optional<MessageBatch> batch = MessageBatch.of(frame);
    if (batch.isEmpty()) {
      return answerOne(frame, from);
    }
    List<byte[]> answers = new ArrayList<>();
    for (byte[] message : batch.get().messages()) {
      answers.addAll(answerOne(message, from));
    }
    return List.of(acknowledger.answerOf(batch.get(), answers));
  }

  private List<byte[]> answerOne(byte[] message, Socket from) {
    getEndpoint().updateLastConnectionActivityTicks();
    Exchange exchange = createExchange(false);
    try {
      exchange.setPattern(ExchangePattern.InOut);
      exchange.getIn().setBody(message);
      exchange
          .getIn()
          .setHeader(
              MllpConstants.MLLP_REMOTE_ADDRESS, String.valueOf(from.getRemoteSocketAddress()));
      createUoW(exchange);
      getProcessor().process(exchange);
      return acknowledger.answersOf(exchange, message);
    } catch (Exception failure) {
      getExceptionHandler().handleException("The route failed over a message", failure);
      return refusal(message, Fault.internal());
    } finally {
      doneUoW(exchange);
      releaseExchange(exchange, false);
    }
  }

  /** The answer to bytes that no route is to see. */
  List<byte[]> refusal(byte[] message, Fault fault) {
    return acknowledger.refusal(message, fault);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      LOG.debug("connection was closed already", closed);
    }
  }
}
