package org.diptych.hl7;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to one message (HL7 2.5.1 section 2.9): who is told what, in the version, delimiters
 * and charset of the message.
 */
public final class Acknowledgement {
  private static final DateTimeFormatter DTM = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final List<String> BEFORE_2_4 = List.of("2.1", "2.2", "2.3", "2.3.1");
  private static final int CONTROL_ID_LENGTH = 20;

  private final MessageHeader header;
  private final List<Fault> faults;

  private Acknowledgement(MessageHeader header, List<Fault> faults) {
    this.header = header;
    this.faults = List.copyOf(faults);
  }

  /** Says that the message is safe with us. */
  public static Acknowledgement accept(MessageHeader header) {
    return new Acknowledgement(header, List.of());
  }

  /** Says why the message was not taken; the first fault decides the code. */
  public static Acknowledgement refuse(MessageHeader header, List<Fault> faults) {
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("a refusal has a fault");
    }
    return new Acknowledgement(header, faults);
  }

  /** The meaning of MSA-1. */
  public AckCode code() {
    return faults.isEmpty() ? AckCode.ACCEPT : AckCode.codeFor(faults.get(0).kind());
  }

  /** MSA-1 of the first answer. */
  public String wireCode() {
    return isCommitted() ? code().commitCode() : code().code();
  }

  /**
   * What is sent, in this order. Original mode: one application acknowledgement. Enhanced mode,
   * when MSH-15 or MSH-16 has a value (section 2.9.3): the accept acknowledgement and the
   * application acknowledgement, each only where its condition (table 0155) holds; who wants none
   * gets none.
   */
  public List<byte[]> frames(LocalDateTime now) {
    if (!isEnhanced()) {
      return List.of(write(now, code().code()));
    }
    List<byte[]> frames = new ArrayList<>();
    if (isCommitted()) {
      frames.add(write(now, code().commitCode()));
    }
    if (isWanted(header.component(16, 1))) {
      frames.add(write(now, code().code()));
    }
    return frames;
  }

  private boolean isEnhanced() {
    return !header.component(15, 1).isEmpty() || !header.component(16, 1).isEmpty();
  }

  private boolean isCommitted() {
    return isEnhanced() && isWanted(header.component(15, 1));
  }

  /**
   * A condition of table 0155: always, never, on error or reject only, on success only. What is not
   * in the table is no wish to hear nothing.
   */
  private boolean isWanted(String condition) {
    return switch (condition) {
      case "", "NE" -> false;
      case "ER" -> !faults.isEmpty();
      case "SU" -> faults.isEmpty();
      default -> true;
    };
  }

  /** One answer's bytes, segments ended by CR. */
  private byte[] write(LocalDateTime now, String code) {
    StringBuilder out = new StringBuilder(256);
    writeMsh(out, now);
    segment(out, "MSA", code, header.field(10), faults.isEmpty() ? "" : msaText());
    for (Fault fault : faults) {
      writeErr(out, fault);
    }
    // The header was read byte for byte, and our own words are ASCII.
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void writeMsh(StringBuilder out, LocalDateTime now) {
    Delimiters delimiters = header.delimiters();
    out.append("MSH").append(delimiters.field());
    String[] fields = new String[17];
    fields[0] = delimiters.encodingCharacters();
    fields[1] = header.field(5);
    fields[2] = header.field(6);
    fields[3] = header.field(3);
    fields[4] = header.field(4);
    fields[5] = DTM.format(now);
    fields[6] = "";
    fields[7] = messageType(delimiters.component());
    fields[8] = controlId();
    fields[9] = header.field(11);
    fields[10] = header.field(12);
    for (int i = 11; i < 16; i++) {
      fields[i] = "";
    }
    fields[16] = header.field(18);
    append(out, fields);
  }

  private String messageType(char component) {
    String event = header.component(9, 2);
    if (event.isEmpty()) {
      return "ACK";
    }
    String type = "ACK" + component + event;
    return BEFORE_2_4.contains(header.version()) ? type : type + component + "ACK";
  }

  /** Our own control ID is made from theirs: the same message gets the same answer. */
  private String controlId() {
    String id = "A" + header.field(10);
    return id.length() <= CONTROL_ID_LENGTH ? id : id.substring(0, CONTROL_ID_LENGTH);
  }

  /** MSA-3 carries the words until ERR-8 exists; it is deprecated from 2.4 on. */
  private String msaText() {
    return hasErr8() ? "" : escaped(faults.get(0).text());
  }

  private boolean hasErr8() {
    return !BEFORE_2_4.contains(header.version()) && !header.version().equals("2.4");
  }

  private void writeErr(StringBuilder out, Fault fault) {
    char component = header.delimiters().component();
    String location = "";
    Fault.Location at = fault.location();
    if (at != null) {
      location = at.segment() + component + at.sequence();
      if (at.field() > 0) {
        location += "" + component + at.field();
      }
    }
    if (hasErr8()) {
      String code = code(fault, component);
      segment(out, "ERR", "", location, code, "E", "", "", "", escaped(fault.text()));
      return;
    }
    // ERR-1: segment ID ^ sequence ^ field ^ code identifying error.
    int given = at == null ? 0 : at.field() > 0 ? 3 : 2;
    String padding = String.valueOf(component).repeat(given == 0 ? 3 : 4 - given);
    char sub = header.delimiters().subcomponent();
    segment(out, "ERR", location + padding + code(fault, sub == '\0' ? ' ' : sub));
  }

  private String code(Fault fault, char separator) {
    return fault.code().code()
        + separator
        + escaped(fault.code().meaning())
        + separator
        + "HL70357";
  }

  private String escaped(String text) {
    return new Escapes(header.delimiters(), StandardCharsets.US_ASCII).escape(text);
  }

  private void segment(StringBuilder out, String id, String... fields) {
    out.append(id).append(header.delimiters().field());
    append(out, fields);
  }

  private void append(StringBuilder out, String... fields) {
    int last = fields.length;
    while (last > 0 && fields[last - 1].isEmpty()) {
      last--;
    }
    char separator = header.delimiters().field();
    for (int i = 0; i < last; i++) {
      if (i > 0) {
        out.append(separator);
      }
      out.append(fields[i]);
    }
    out.append('\r');
  }
}
