package org.diptych.model;

import java.util.List;

/**
 * A class of a package.
 *
 * @param label as the data name it
 * @param codes what it means, the preferred code first
 * @param localised whether the box and mask are of this class
 * @param normal whether it says that nothing was found
 * @param words that name it in a text
 */
public record ClassDefinition(
    String label, List<Code> codes, boolean localised, boolean normal, List<String> words) {
  /** A code with its system and display. */
  public record Code(String system, String code, String display) {}

  public ClassDefinition {
    if (label.isBlank() || codes.isEmpty()) {
      throw new IllegalArgumentException("a class has a label and at least one code");
    }
    for (Code code : codes) {
      if (code.system().isBlank() || code.code().isBlank() || code.display().isBlank()) {
        throw new IllegalArgumentException("a code has a system, a code and a display");
      }
    }
    codes = List.copyOf(codes);
    words = List.copyOf(words);
  }
}
