package org.diptych.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.diptych.study.WordAttention;

/**
 * A stretch of a report and how much the model weighed it.
 *
 * @param level 0 for not at all, to 4 for most of all words of this report
 */
record TextPiece(String text, int level) {
  private static final int LEVELS = 4;

  /** Cuts a text at its weighed words. Offsets that do not fit the text are passed over. */
  static List<TextPiece> cut(String text, List<WordAttention> attention) {
    double most = attention.stream().mapToDouble(WordAttention::weight).max().orElse(0);
    List<TextPiece> pieces = new ArrayList<>();
    int reached = 0;
    for (WordAttention word :
        attention.stream().sorted(Comparator.comparingInt(WordAttention::begin)).toList()) {
      int level = level(word.weight(), most);
      if (level == 0
          || word.begin() < reached
          || word.end() <= word.begin()
          || word.end() > text.length()) {
        continue;
      }
      if (word.begin() > reached) {
        pieces.add(new TextPiece(text.substring(reached, word.begin()), 0));
      }
      pieces.add(new TextPiece(text.substring(word.begin(), word.end()), level));
      reached = word.end();
    }
    if (reached < text.length()) {
      pieces.add(new TextPiece(text.substring(reached), 0));
    }
    return pieces;
  }

  /** Relative to the heaviest word: weights of a long report are all small. */
  private static int level(double weight, double most) {
    if (most <= 0) {
      return 0;
    }
    return (int) Math.round(Math.max(0, weight) / most * LEVELS);
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "TextPiece[level=" + level + "]";
  }
}
