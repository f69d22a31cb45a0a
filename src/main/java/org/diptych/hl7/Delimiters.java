package org.diptych.hl7;

import java.util.Optional;

/**
 * The separators a message declares in MSH-1 and MSH-2 (HL7 2.5.1 section 2.5.4); {@code '\0'}
 * stands for one it does not declare.
 */
record Delimiters(
    char field, char component, char repetition, char escape, char subcomponent, char truncation) {
  private static final char NONE = '\0';

  /** The recommended set. */
  static final Delimiters STANDARD = new Delimiters('|', '^', '~', '\\', '&', NONE);

  /** Reads them from the first line of a message, empty when it does not declare a usable set. */
  static Optional<Delimiters> read(String line) {
    if (line.length() < 5 || !line.startsWith("MSH") || !usable(line.charAt(3))) {
      return Optional.empty();
    }
    char field = line.charAt(3);
    int end = line.indexOf(field, 4);
    String encoding = line.substring(4, end < 0 ? line.length() : end);
    if (encoding.isEmpty() || encoding.length() > 5 || !distinct(field + encoding)) {
      return Optional.empty();
    }
    return Optional.of(
        new Delimiters(
            field,
            at(encoding, 0),
            at(encoding, 1),
            at(encoding, 2),
            at(encoding, 3),
            at(encoding, 4)));
  }

  /** MSH-2. */
  String encodingCharacters() {
    StringBuilder text = new StringBuilder(5);
    for (char c : new char[] {component, repetition, escape, subcomponent, truncation}) {
      if (c != NONE) {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static char at(String text, int index) {
    return index < text.length() ? text.charAt(index) : NONE;
  }

  private static boolean distinct(String characters) {
    return characters.chars().allMatch(c -> usable((char) c))
        && characters.chars().distinct().count() == characters.length();
  }

  /** A delimiter that is a letter, a digit or a line end could not be told from the data. */
  private static boolean usable(char c) {
    return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
  }
}
