package org.diptych.hl7;

/** What came of reading bytes as a message. */
public sealed interface MessageReading {
  /** What to answer to. */
  MessageHeader header();

  /** Decoded. */
  record Read(Message message) implements MessageReading {
    @Override
    public MessageHeader header() {
      return message.header();
    }
  }

  /** Not a message that is taken here. */
  record Refused(MessageHeader header, Fault fault) implements MessageReading {}
}
