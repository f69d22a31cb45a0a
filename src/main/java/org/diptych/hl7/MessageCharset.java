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

  /** JIS X 0201 and JIS X 0208 by ISO 2022 escape sequences. */
  private static final String JAPANESE = "ISO-2022-JP";

  /** The same and JIS X 0212. */
  private static final String MORE_JAPANESE = "ISO-2022-JP-2";

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
      case "ASCII", "US-ASCII", "ISO IR6" -> Optional.of(StandardCharsets.US_ASCII);
      case "UNICODE UTF-8", "UTF-8", "UTF8", "UNICODE" -> Optional.of(StandardCharsets.UTF_8);
      case "ISO IR14" -> installed("JIS_X0201");
      case "ISO IR87" -> installed(JAPANESE);
      case "ISO IR159" -> installed(MORE_JAPANESE);
      case "GB 18030-2000", "GB18030", "GB 18030" -> installed("GB18030");
      case "BIG-5", "BIG5" -> installed("Big5");
      case "KS X 1001" -> installed("EUC-KR");
      case "CNS 11643-1992" -> installed("x-EUC-TW");
      default -> Optional.empty();
    };
  }

  /** Repetitions are sets reached by ISO 2022 escape sequences; Japanese is the one in use. */
  private static Optional<Charset> alternatives(List<String> names) {
    List<String> sets = names.stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (!sets.stream().allMatch(n -> n.equals("ASCII") || n.matches("ISO IR(6|14|87|159)"))) {
      return Optional.empty();
    }
    return installed(sets.contains("ISO IR159") ? MORE_JAPANESE : JAPANESE);
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
