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

  /** One of the parts, from 1, empty when there are fewer: most of them nobody asks for. */
  static String part(String text, char delimiter, int number) {
    int from = 0;
    for (int before = 1; before < number; before++) {
      int next = delimiter == '\0' ? -1 : text.indexOf(delimiter, from);
      if (next < 0) {
        return "";
      }
      from = next + 1;
    }
    int end = delimiter == '\0' ? -1 : text.indexOf(delimiter, from);
    return end < 0 ? text.substring(from) : text.substring(from, end);
  }
}
