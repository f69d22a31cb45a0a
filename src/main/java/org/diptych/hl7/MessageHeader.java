package org.diptych.hl7;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of MSH that an acknowledgement needs, as they were sent. They are held byte for byte
 * (every charset this engine takes has ASCII delimiters), so an echo is exact even when the rest of
 * the message cannot be decoded.
 */
public final class MessageHeader {
  private static final int LAST_FIELD = 18;

  /** What is longer is no MSH, and an answer must not echo it. */
  private static final int LONGEST = 8192;

  private final Delimiters delimiters;
  private final List<String> fields;

  private MessageHeader(Delimiters delimiters, List<String> fields) {
    this.delimiters = delimiters;
    this.fields = fields;
  }

  /** Reads MSH, empty when the bytes do not begin with a usable one. */
  public static Optional<MessageHeader> read(byte[] bytes) {
    int start = MessageBytes.start(bytes);
    int end = start;
    while (end < bytes.length && bytes[end] != '\r' && bytes[end] != '\n') {
      end++;
    }
    if (end - start > LONGEST) {
      return Optional.empty();
    }
    String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    // A control character could break the frame of the answer that echoes it.
    boolean clean = line.chars().allMatch(c -> c >= ' ' || c == '\t');
    return clean ? Delimiters.read(line).map(delimiters -> of(delimiters, line)) : Optional.empty();
  }

  /** A header of our own, for an answer to bytes that have none. */
  public static MessageHeader none() {
    List<String> fields = new ArrayList<>();
    for (int field = 0; field <= LAST_FIELD; field++) {
      fields.add("");
    }
    fields.set(5, "DIPTYCH");
    fields.set(11, "P");
    fields.set(12, "2.5.1");
    return new MessageHeader(Delimiters.STANDARD, fields);
  }

  private static MessageHeader of(Delimiters delimiters, String line) {
    List<String> fields = new ArrayList<>();
    fields.add("MSH");
    fields.add(String.valueOf(delimiters.field()));
    int from = 4;
    while (from <= line.length() && fields.size() <= LAST_FIELD) {
      int next = line.indexOf(delimiters.field(), from);
      fields.add(line.substring(from, next < 0 ? line.length() : next));
      from = next < 0 ? line.length() + 1 : next + 1;
    }
    while (fields.size() <= LAST_FIELD) {
      fields.add("");
    }
    return new MessageHeader(delimiters, fields);
  }

  Delimiters delimiters() {
    return delimiters;
  }

  /** A field as sent. */
  String field(int number) {
    return fields.get(number);
  }

  /** A component of a field as sent, from 1. */
  String component(int field, int number) {
    List<String> parts = Split.at(fields.get(field), delimiters.component());
    return number <= parts.size() ? parts.get(number - 1).strip() : "";
  }

  /** MSH-10. */
  public String controlId() {
    return field(10);
  }

  /** MSH-12, the version ID alone. */
  public String version() {
    return component(12, 1);
  }

  /** Sending application and facility (MSH-3, MSH-4), what makes a control ID unique. */
  public String sender() {
    return namespace(3) + "|" + namespace(4);
  }

  /** The namespace of an HD, else its universal ID. */
  private String namespace(int field) {
    String namespace = component(field, 1);
    return namespace.isEmpty() ? component(field, 2) : namespace;
  }

  /** Our own keys only: a header may name people by its user-defined parts. */
  @Override
  public String toString() {
    return "MessageHeader[version=" + version() + "]";
  }
}
