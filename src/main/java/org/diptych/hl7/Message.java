package org.diptych.hl7;

import java.util.List;

/** A decoded message: its header and its segments in order. */
public record Message(MessageHeader header, List<Segment> segments) {
  public Message {
    segments = List.copyOf(segments);
  }

  /** MSH as a decoded segment. */
  Segment msh() {
    return segments.get(0);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "Message[" + header.version() + ", " + segments.size() + " segments]";
  }
}
