package org.diptych.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a package would rather say nothing. */
final class Refusal {
  private static final double BLANK = 0.02;
  private static final int FEW_WORDS = 6;
  private static final double KNOWN = 0.3;
  private static final Set<String> ENGLISH =
      Set.copyOf(List.of(CommonEnglish.WORDS.strip().split("\\s+")));

  private final Vocabulary vocabulary;
  private final double scopeThreshold;

  Refusal(Vocabulary vocabulary, double scopeThreshold) {
    this.vocabulary = vocabulary;
    this.scopeThreshold = scopeThreshold;
  }

  @Nullable String ofImage(LuminanceImage image, @Nullable PreparedImage prepared) {
    if (image.colour()) {
      return "the image is in colour";
    }
    if (prepared != null && prepared.deviation() < BLANK) {
      return "the image is blank";
    }
    return null;
  }

  @Nullable String ofScope(double scope) {
    return scope < scopeThreshold ? "the image does not look like those the package is for" : null;
  }

  /** A text of which the package knows less than three words in ten is in another language. */
  @Nullable String ofText(String text) {
    List<Tokeniser.Lexeme> words =
        Tokeniser.split(text).stream().filter(Tokeniser.Lexeme::word).toList();
    if (words.size() < FEW_WORDS) {
      return null;
    }
    long known =
        words.stream()
            .filter(word -> ENGLISH.contains(word.text()) || vocabulary.id(word.text()) >= 0)
            .count();
    return known < KNOWN * words.size()
        ? "the report is not in the language the package was trained for"
        : null;
  }
}
