package org.diptych.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Escape sequences in text (HL7 2.5.1 section 2.7), applied after a field has been split. A
 * sequence that is not known stays as it was sent.
 */
record Escapes(Delimiters delimiters, Charset charset) {
  String unescape(String text) {
    char mark = delimiters.escape();
    if (mark == '\0' || text.indexOf(mark) < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (from < text.length()) {
      int open = text.indexOf(mark, from);
      int close = open < 0 ? -1 : text.indexOf(mark, open + 1);
      if (close < 0) {
        break;
      }
      Optional<String> meaning = meaning(text.substring(open + 1, close));
      out.append(text, from, open);
      if (meaning.isPresent()) {
        out.append(meaning.get());
        from = close + 1;
      } else {
        // The closing mark may open the next sequence: a lone backslash must not hide it.
        out.append(text, open, close);
        from = close;
        if (known(text, open, close)) {
          out.append(mark);
          from = close + 1;
        }
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Whether it has the form of a sequence that we leave alone: {@code \Z..\ \C..\ \M..\ \X..\}. */
  private static boolean known(String text, int open, int close) {
    return close - open > 1
        && close - open < 64
        && "ZCMX".indexOf(text.charAt(open + 1)) >= 0
        && text.substring(open + 2, close).chars().allMatch(Character::isLetterOrDigit);
  }

  private Optional<String> meaning(String sequence) {
    return switch (sequence) {
      case "F" -> Optional.of(String.valueOf(delimiters.field()));
      case "S" -> Optional.of(String.valueOf(delimiters.component()));
      case "T" -> of(delimiters.subcomponent());
      case "R" -> of(delimiters.repetition());
      case "E" -> of(delimiters.escape());
      case "P" -> of(delimiters.truncation());
      case "H", "N" -> Optional.of("");
      default -> sequence.startsWith("X") ? hexadecimal(sequence.substring(1)) : format(sequence);
    };
  }

  private static Optional<String> of(char delimiter) {
    return delimiter == '\0' ? Optional.empty() : Optional.of(String.valueOf(delimiter));
  }

  private Optional<String> hexadecimal(String digits) {
    if (digits.isEmpty() || !digits.matches("([0-9A-Fa-f]{2})+")) {
      return Optional.empty();
    }
    byte[] bytes = HexFormat.of().parseHex(digits);
    // NUL is in no text; databases and FHIR refuse it.
    return MessageCharset.decode(ByteBuffer.wrap(bytes), charset)
        .filter(text -> text.indexOf('\0') < 0);
  }

  /** Formatting commands of FT, section 2.7.6. */
  private static Optional<String> format(String command) {
    if (!command.startsWith(".") || command.length() < 3) {
      return Optional.empty();
    }
    Optional<Integer> number = number(command.substring(3).strip());
    if (number.isEmpty()) {
      return Optional.empty();
    }
    return switch (command.substring(1, 3)) {
      case "br", "ce" -> Optional.of("\n");
      case "sp" -> Optional.of("\n".repeat(Math.max(1, number.get())));
      case "sk" -> Optional.of(" ".repeat(Math.max(1, number.get())));
      case "fi", "nf", "in", "ti" -> Optional.of("");
      default -> Optional.empty();
    };
  }

  /** At most two digits, so that a command cannot ask for a page of blanks. */
  private static Optional<Integer> number(String digits) {
    if (digits.isEmpty()) {
      return Optional.of(0);
    }
    return digits.matches("[+-]?[0-9]{1,2}")
        ? Optional.of(Integer.parseInt(digits))
        : Optional.empty();
  }

  /** The text with every delimiter and control character escaped. */
  String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == delimiters.escape()) {
        sequence(out, "E");
      } else if (c == delimiters.field()) {
        sequence(out, "F");
      } else if (c == delimiters.component()) {
        sequence(out, "S");
      } else if (c == delimiters.subcomponent()) {
        sequence(out, "T");
      } else if (c == delimiters.repetition()) {
        sequence(out, "R");
      } else if (c < ' ' && c != '\t') {
        sequence(out, String.format("X%02X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void sequence(StringBuilder out, String name) {
    if (delimiters.escape() == '\0') {
      out.append(' ');
      return;
    }
    out.append(delimiters.escape()).append(name).append(delimiters.escape());
  }
}
