package org.diptych.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The character sets of MSH-18 (HL7 table 0211), decoded strictly: nothing is replaced. */
public final class MessageCharset {
  private static final Pattern ISO_8859 = Pattern.compile("(?:ISO[ -]?)?8859[/-](\\d{1,2})");

  private MessageCharset() {}

  /** The charset of an MSH-18 value, its repetitions joined by {@code ~}; empty when not taken. */
  public static Optional<Charset> of(String msh18) {
    List<String> names = Split.at(msh18.strip().toUpperCase(Locale.ROOT), '~');
    if (names.size() > 1) {
      return alternatives(names);
    }
    String name = names.get(0).strip();
    Matcher iso = ISO_8859.matcher(name);
    if (iso.matches()) {
      return installed("ISO-8859-" + iso.group(1));
    }
    return switch (name) {
      case "ASCII", "US-ASCII" -> Optional.of(StandardCharsets.US_ASCII);
      case "UNICODE UTF-8", "UTF-8", "UTF8", "UNICODE" -> Optional.of(StandardCharsets.UTF_8);
      case "ISO IR87" -> installed("ISO-2022-JP");
      default -> Optional.empty();
    };
  }

  /** Repetitions are sets reached by ISO 2022 escape sequences; Japanese is the one in use. */
  private static Optional<Charset> alternatives(List<String> names) {
    boolean japanese =
        names.stream()
            .map(String::strip)
            .allMatch(n -> n.isEmpty() || n.equals("ASCII") || n.matches("ISO IR(6|14|87)"));
    return japanese ? installed("ISO-2022-JP") : Optional.empty();
  }

  private static Optional<Charset> installed(String name) {
    return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
  }

  /** The text of the bytes, empty when they are not of the charset. */
  static Optional<String> decode(ByteBuffer bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes)
              .toString());
    } catch (CharacterCodingException undecodable) {
      return Optional.empty();
    }
  }
}
