package org.diptych.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words, then pieces of words ({@code ##} and the letters), each with a number. */
final class Vocabulary {
  static final int PADDING = 0;
  static final int UNKNOWN = 1;
  private static final String MARK = "##";
  private static final int LONGEST = 6;
  private static final List<String> FIXED =
      List.of(
          "<pad>",
          "<unknown>",
          Tokeniser.HIDDEN,
          "<deid>",
          "<history>",
          "<technique>",
          "<findings>",
          "<impression>");

  private final List<String> entries;
  private final Map<String, Integer> ids = new HashMap<>();

  Vocabulary(List<String> entries) {
    this.entries = List.copyOf(entries);
    for (int i = 0; i < entries.size(); i++) {
      ids.put(entries.get(i), i);
    }
  }

  /** The words that occur at least twice, the commonest first, and pieces for all others. */
  static Vocabulary of(Iterable<String> texts, int mostWords, int mostPieces) {
    Map<String, Integer> words = new HashMap<>();
    Map<String, Integer> pieces = new HashMap<>();
    for (String text : texts) {
      for (Tokeniser.Lexeme lexeme : Tokeniser.split(text)) {
        if (words.merge(lexeme.text(), 1, Integer::sum) == 1 && lexeme.word()) {
          count(lexeme.text(), pieces);
        }
      }
    }
    Set<String> entries = new LinkedHashSet<>(FIXED);
    words.values().removeIf(n -> n < 2);
    entries.addAll(commonest(words, mostWords));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      entries.add(MARK + letter);
    }
    pieces.values().removeIf(n -> n < 3);
    entries.addAll(commonest(pieces, mostPieces));
    return new Vocabulary(new ArrayList<>(entries));
  }

  private static void count(String word, Map<String, Integer> pieces) {
    for (int length = 2; length <= LONGEST; length++) {
      for (int at = 0; at + length <= word.length(); at++) {
        pieces.merge(MARK + word.substring(at, at + length), 1, Integer::sum);
      }
    }
  }

  private static List<String> commonest(Map<String, Integer> counts, int most) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  List<String> entries() {
    return entries;
  }

  int size() {
    return entries.size();
  }

  /** The number of a whole word, or -1. */
  int id(String word) {
    return ids.getOrDefault(word, -1);
  }

  /** The length of the longest piece of a word from a place on, at least 1. */
  int longestPiece(String word, int at) {
    for (int length = Math.min(LONGEST, word.length() - at); length > 1; length--) {
      if (ids.containsKey(MARK + word.substring(at, at + length))) {
        return length;
      }
    }
    return 1;
  }

  int piece(String word, int at, int length) {
    return ids.getOrDefault(MARK + word.substring(at, at + length), UNKNOWN);
  }
}
