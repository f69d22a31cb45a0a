package org.diptych.model;

import java.util.List;
import java.util.Locale;

/**
 * Keeps a description from naming a finding that the classes call absent, unless the sentence says
 * no.
 */
final class Veto {
  private static final List<String> NEGATIONS = List.of("no", "not", "without");

  private final int stop;
  private final boolean[] negates;
  private final boolean[][] names;

  Veto(Phrases phrases, List<ClassDefinition> classes) {
    List<String> entries = phrases.entries();
    stop = entries.indexOf(".");
    negates = new boolean[entries.size()];
    names = new boolean[classes.size()][entries.size()];
    for (int token = 0; token < negates.length; token++) {
      negates[token] = NEGATIONS.contains(entries.get(token));
      for (int c = 0; c < names.length; c++) {
        names[c][token] = names(classes.get(c), entries.get(token));
      }
    }
  }

  /** Words of a normal class are of every finding there is, not of that class. */
  private static boolean names(ClassDefinition of, String entry) {
    return !of.normal()
        && of.words().stream().anyMatch(word -> entry.startsWith(word.toLowerCase(Locale.ROOT)));
  }

  /** What may be said when these classes are present. */
  NextToken when(boolean[] present) {
    boolean[] forbidden = new boolean[negates.length];
    for (int c = 0; c < names.length; c++) {
      for (int token = 0; token < forbidden.length; token++) {
        forbidden[token] |= names[c][token] && !present[c];
      }
    }
    return (logits, said) -> {
      boolean anything = negated(said);
      return NextToken.likeliest(logits, token -> anything || !forbidden[token]);
    };
  }

  /** Whether the sentence that has begun says no. */
  private boolean negated(List<Integer> said) {
    boolean negated = false;
    for (int token : said) {
      negated = token != stop && (negated || negates[token]);
    }
    return negated;
  }
}
