package org.diptych.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.protocol.ReceivingApplicationExceptionHandler;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.util.Map;

/**
 * HAPI HL7 v2's own server, which parses and acknowledges each message and stores nothing: what a
 * measurement of the engine is read beside.
 */
public final class BareServer implements AutoCloseable {
  private final HapiContext context = new DefaultHapiContext();
  private final HL7Service service;

  private BareServer(int port) {
    context.setValidationContext(ValidationContextFactory.noValidation());
    // Its own keeps a count in a file of the working directory.
    context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
    service = context.newServer(port, false);
    service.registerApplication(new Acknowledging());
  }

  /** Starts to listen on every address of this machine. */
  public static BareServer listen(int port) throws InterruptedException {
    BareServer server = new BareServer(port);
    server.service.setExceptionHandler(new Repeating());
    server.service.startAndWait();
    return server;
  }

  @Override
  public void close() throws IOException {
    service.stopAndWait();
    context.close();
  }

  /** Accepts every message. */
  private static final class Acknowledging implements ReceivingApplication<Message> {
    @Override
    public Message processMessage(Message message, Map<String, Object> metadata)
        throws HL7Exception {
      try {
        return message.generateACK();
      } catch (IOException e) {
        throw new HL7Exception(e);
      }
    }

    @Override
    public boolean canProcess(Message message) {
      return true;
    }
  }

  /** Sends the negative answer as HAPI made it. */
  private static final class Repeating implements ReceivingApplicationExceptionHandler {
    @Override
    public String processException(
        String incoming, Map<String, Object> metadata, String outgoing, Exception e) {
      return outgoing;
    }
  }
}
