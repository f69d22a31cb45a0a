package org.diptych.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes the bytes of one message into segments. */
public final class MessageReader {
  private static final Pattern LINE_END = Pattern.compile("\r\n?|\n");

  private final Charset defaultCharset;

  /**
   * A reader for a site.
   *
   * @param defaultCharset what an empty MSH-18 means there
   */
  public MessageReader(Charset defaultCharset) {
    this.defaultCharset = defaultCharset;
  }

  /** Reads one message; every way in which it cannot be read is a value. */
  public MessageReading read(byte[] bytes) {
    Optional<MessageHeader> found = MessageHeader.read(bytes);
    if (found.isEmpty()) {
      return new MessageReading.Refused(MessageHeader.none(), Fault.noMessage());
    }
    MessageHeader header = found.get();
    Optional<Fault> refusal = Conformance.check(header);
    if (refusal.isPresent()) {
      return new MessageReading.Refused(header, refusal.get());
    }
    String declared = header.field(18).strip();
    Optional<Charset> charset =
        declared.isEmpty() ? Optional.of(defaultCharset) : MessageCharset.of(declared(header));
    if (charset.isEmpty()) {
      return refuse(header, ErrorCode.TABLE_VALUE, 18, "The character set is not taken here");
    }
    int start = MessageBytes.start(bytes);
    Optional<String> text =
        MessageCharset.decode(ByteBuffer.wrap(bytes, start, bytes.length - start), charset.get());
    if (text.isEmpty()) {
      return refuse(
          header,
          ErrorCode.DATA_TYPE,
          18,
          "The message has bytes that are not of its character set");
    }
    if (text.get().indexOf('\0') >= 0) {
      return refuse(header, ErrorCode.DATA_TYPE, 0, "The message has NUL characters");
    }
    return segments(header, text.get(), new Escapes(header.delimiters(), charset.get()));
  }

  /** MSH-18 with the repetitions separated as {@link MessageCharset} expects. */
  private static String declared(MessageHeader header) {
    char repetition = header.delimiters().repetition();
    return repetition == '\0' ? header.field(18) : header.field(18).replace(repetition, '~');
  }

  private static MessageReading refuse(
      MessageHeader header, ErrorCode code, int field, String text) {
    return new MessageReading.Refused(header, Fault.content(code, "MSH", field, text));
  }

  /**
   * CR ends a segment (section 2.5.2); LF and CR LF are taken too. A line feed before something
   * that is no segment is a line end inside a field, which careless senders leave in their texts; a
   * CR there has cut a field in two, and what belongs where would be a guess.
   */
  private static MessageReading segments(MessageHeader header, String text, Escapes escapes) {
    List<StringBuilder> lines = new ArrayList<>();
    Matcher ends = LINE_END.matcher(text);
    int from = 0;
    boolean feed = false;
    while (from <= text.length()) {
      boolean more = ends.find();
      int end = more ? ends.start() : text.length();
      String line = text.substring(from, end);
      if (isSegment(line, header.delimiters())) {
        lines.add(new StringBuilder(line));
      } else if (feed) {
        lines.get(lines.size() - 1).append('\n').append(line);
      } else if (!line.isBlank()) {
        return refuse(header, ErrorCode.SEGMENT_SEQUENCE, 0, "A line of the message is no segment");
      }
      if (!more) {
        break;
      }
      feed = ends.group().equals("\n");
      from = ends.end();
    }
    List<Segment> segments = new ArrayList<>();
    for (StringBuilder line : lines) {
      segments.add(segment(line.toString(), escapes));
    }
    if (segments.stream().filter(segment -> segment.id().equals("MSH")).count() != 1) {
      return refuse(header, ErrorCode.SEGMENT_SEQUENCE, 0, "More than one message in one frame");
    }
    return new MessageReading.Read(new Message(header, segments));
  }

  private static boolean isSegment(String line, Delimiters delimiters) {
    return line.length() >= 3
        && upper(line.charAt(0))
        && (upper(line.charAt(1)) || digit(line.charAt(1)))
        && (upper(line.charAt(2)) || digit(line.charAt(2)))
        && (line.length() == 3 || line.charAt(3) == delimiters.field());
  }

  private static boolean upper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Segment segment(String line, Escapes escapes) {
    // Line feeds that continue nothing are blank lines between segments.
    String text = line.endsWith("\n") ? line.stripTrailing() : line;
    List<String> fields = new ArrayList<>(Split.at(text, escapes.delimiters().field()));
    String id = fields.get(0);
    if (id.equals("MSH")) {
      fields.add(1, String.valueOf(escapes.delimiters().field()));
    }
    return new Segment(id, List.copyOf(fields), escapes);
  }
}
