package org.diptych.intake;

import java.util.List;
import org.diptych.hl7.Fault;
import org.diptych.hl7.MessageHeader;
import org.diptych.journal.Receipt;

/** What became of a message, and so what its sender is told. */
public sealed interface MessageOutcome {
  /** What the answer answers to. */
  MessageHeader header();

  /** Why it was not kept, empty when it was. */
  List<Fault> faults();

  /** The message and its reports are durable, one receipt each. */
  record Kept(MessageHeader header, List<Receipt> receipts) implements MessageOutcome {
    public Kept {
      receipts = List.copyOf(receipts);
      if (receipts.isEmpty()) {
        throw new IllegalArgumentException("a message is kept on evidence of a receipt");
      }
    }

    @Override
    public List<Fault> faults() {
      return List.of();
    }
  }

  /** The message is not taken and nothing of it was kept; sending it again does not help. */
  record Refused(MessageHeader header, List<Fault> faults) implements MessageOutcome {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /** Nothing of the message was kept, and that is not its fault; it may be sent again. */
  record Unavailable(MessageHeader header) implements MessageOutcome {
    @Override
    public List<Fault> faults() {
      return List.of(Fault.busy());
    }
  }
}
