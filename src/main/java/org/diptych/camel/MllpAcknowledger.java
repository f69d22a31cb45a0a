package org.diptych.camel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.mllp.MllpConstants;
import org.diptych.hl7.Acknowledgement;
import org.diptych.hl7.Fault;
import org.diptych.hl7.MessageBatch;
import org.diptych.hl7.MessageHeader;
import org.diptych.intake.MessageOutcome;

/** Answers the sender of an HL7 v2 message from what became of it. */
@ApplicationScoped
@Named("mllpAcknowledger")
public class MllpAcknowledger {
  private static final String ANSWERS = "DiptychAnswers";

  private final Clock clock;

  @Inject
  MllpAcknowledger(Clock clock) {
    this.clock = clock;
  }

  /** Sets the acknowledgement of an exchange whose body is a {@link MessageOutcome}. */
  public void acknowledge(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (!(body instanceof MessageOutcome outcome)) {
      throw new IllegalStateException("only the outcome of messageIntake can be acknowledged");
    }
    Acknowledgement acknowledgement =
        outcome instanceof MessageOutcome.Kept
            ? Acknowledgement.accept(outcome.header())
            : Acknowledgement.refuse(outcome.header(), outcome.faults());
    exchange.setProperty(ANSWERS, acknowledgement.frames(LocalDateTime.now(clock)));
    exchange.setProperty(MllpConstants.MLLP_ACKNOWLEDGEMENT_TYPE, acknowledgement.wireCode());
  }

  /** What to send: what the route decided, else a reject, for silence would be a guess. */
  List<byte[]> answersOf(Exchange exchange, byte[] message) {
    if (!(exchange.getProperty(ANSWERS) instanceof List<?> decided)) {
      return refusal(message, Fault.internal());
    }
    return decided.stream().map(byte[].class::cast).toList();
  }

  /** The answers to the messages of a batch, in one frame. */
  byte[] answerOf(MessageBatch batch, List<byte[]> answers) {
    return batch.answer(answers, LocalDateTime.now(clock));
  }

  /** A refusal of bytes that no route has seen or finished with. */
  List<byte[]> refusal(byte[] message, Fault fault) {
    MessageHeader header = MessageHeader.read(message).orElseGet(MessageHeader::none);
    return Acknowledgement.refuse(header, List.of(fault)).frames(LocalDateTime.now(clock));
  }
}
