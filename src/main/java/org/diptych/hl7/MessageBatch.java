package org.diptych.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Messages sent together (HL7 2.5.1 section 2.10.3): {@code FHS? BHS (message)* BTS FTS?}. Each is
 * kept and answered on its own, and the answers go back together.
 */
public final class MessageBatch {
  private static final DateTimeFormatter DTM = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final List<String> ENVELOPE = List.of("FHS", "BHS", "BTS", "FTS");
  private static final int CONTROL_ID = 11;
  private static final int REFERENCE = 12;

  private final List<String> envelope;
  private final List<byte[]> messages;

  private MessageBatch(List<String> envelope, List<byte[]> messages) {
    this.envelope = envelope;
    this.messages = messages;
  }

  /** The batch that the bytes are, empty when they are one message or nothing of the kind. */
  public static Optional<MessageBatch> of(byte[] bytes) {
    int start = MessageBytes.start(bytes);
    if (!begins(bytes, start, "FHS") && !begins(bytes, start, "BHS")) {
      return Optional.empty();
    }
    List<String> envelope = new ArrayList<>();
    List<byte[]> messages = new ArrayList<>();
    int message = -1;
    for (int at = start; at < bytes.length; at = lineAfter(bytes, at)) {
      boolean header = begins(bytes, at, "MSH");
      boolean wrap = isEnvelope(bytes, at);
      if (header || wrap) {
        if (message >= 0) {
          messages.add(Arrays.copyOfRange(bytes, message, at));
        }
        message = header ? at : -1;
      }
      if (wrap) {
        envelope.add(new String(bytes, at, lineEnd(bytes, at) - at, StandardCharsets.ISO_8859_1));
      }
    }
    if (message >= 0) {
      messages.add(Arrays.copyOfRange(bytes, message, bytes.length));
    }
    return Optional.of(new MessageBatch(envelope, messages));
  }

  private static boolean isEnvelope(byte[] bytes, int at) {
    return ENVELOPE.stream().anyMatch(id -> begins(bytes, at, id));
  }

  private static boolean begins(byte[] bytes, int at, String id) {
    return at + 3 < bytes.length
        && bytes[at] == id.charAt(0)
        && bytes[at + 1] == id.charAt(1)
        && bytes[at + 2] == id.charAt(2)
        && !Character.isLetterOrDigit(bytes[at + 3]);
  }

  private static int lineEnd(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && bytes[end] != '\r' && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private static int lineAfter(byte[] bytes, int at) {
    int next = lineEnd(bytes, at);
    while (next < bytes.length && (bytes[next] == '\r' || bytes[next] == '\n')) {
      next++;
    }
    return next;
  }

  /** The messages, each from its MSH on. */
  public List<byte[]> messages() {
    return messages.stream().map(byte[]::clone).toList();
  }

  /** The answers in an envelope that answers this one; BTS-1 counts the messages answered. */
  public byte[] answer(List<byte[]> answers, LocalDateTime now) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String line : envelope) {
      if (line.startsWith("FHS") || line.startsWith("BHS")) {
        write(out, header(line, now));
      }
    }
    answers.forEach(answer -> out.write(answer, 0, answer.length));
    char separator = envelope.get(0).charAt(3);
    write(out, "BTS" + separator + messages.size() + count(separator));
    if (envelope.get(0).startsWith("FHS")) {
      write(out, "FTS" + separator + "1");
    }
    return out.toByteArray();
  }

  /** A comment (BTS-2) when the sender counted otherwise: something was lost on the way. */
  private String count(char separator) {
    for (String line : envelope) {
      List<String> fields = Split.at(line, separator);
      boolean counted = line.startsWith("BTS") && fields.size() > 1 && !fields.get(1).isBlank();
      if (counted && !fields.get(1).strip().equals(Integer.toString(messages.size()))) {
        return separator + "The batch says that it holds " + fields.get(1).strip() + " messages";
      }
    }
    return "";
  }

  /** Parties swapped, the sender's control ID as the reference (FHS-12, BHS-12). */
  private static String header(String line, LocalDateTime now) {
    char separator = line.charAt(3);
    List<String> sent = Split.at(line, separator);
    String[] fields = new String[REFERENCE];
    Arrays.fill(fields, "");
    fields[0] = sent.get(0);
    fields[1] = field(sent, 1);
    fields[2] = field(sent, 4);
    fields[3] = field(sent, 5);
    fields[4] = field(sent, 2);
    fields[5] = field(sent, 3);
    fields[6] = DTM.format(now);
    fields[CONTROL_ID - 1] = "A" + field(sent, CONTROL_ID - 1);
    fields[REFERENCE - 1] = field(sent, CONTROL_ID - 1);
    return String.join(String.valueOf(separator), fields);
  }

  private static String field(List<String> fields, int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  private static void write(ByteArrayOutputStream out, String line) {
    byte[] bytes = (line + "\r").getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes, 0, bytes.length);
  }
}
