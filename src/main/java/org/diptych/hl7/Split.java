package org.diptych.hl7;

import java.util.ArrayList;
import java.util.List;

/** Splitting at a delimiter, empty parts kept. */
final class Split {
  private Split() {}

  static List<String> at(String text, char delimiter) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int next = delimiter == '\0' ? -1 : text.indexOf(delimiter);
    while (next >= 0) {
      parts.add(text.substring(from, next));
      from = next + 1;
      next = text.indexOf(delimiter, from);
    }
    parts.add(text.substring(from));
    return parts;
  }
}
