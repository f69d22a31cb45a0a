package org.diptych.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Report text to tokens: lower case, sections marked, negations kept (no word is dropped), numbers
 * in classes of five, de-identified places as one token, unseen words as pieces or letters.
 */
final class Tokeniser {
  static final String HIDDEN = "<hidden>";
  private static final String[] SECTIONS = {
    "<history>", "<technique>", "<findings>", "<impression>"
  };
  private static final Pattern FORM =
      Pattern.compile(
          "(?<hidden><hidden>)"
              + "|(?<deid>\\[\\*\\*[^\\]]*\\*\\*\\]|_{3,}|\\bx{3,}\\b)"
              + "|(?<section>\\b(?<history>clinical history|clinical information|history|indication"
              + "|reason for exam(?:ination)?)|\\b(?<technique>technique|comparison|procedure)"
              + "|\\b(?<findings>findings)|\\b(?<impression>impression|conclusion|opinion))\\s*:"
              + "|(?<number>\\d+(?:[.,]\\d+)*)"
              + "|(?<word>\\p{L}+(?:['’]\\p{L}+)?)"
              + "|(?<stop>[.%?])",
          Pattern.CASE_INSENSITIVE);

  private final Vocabulary vocabulary;

  Tokeniser(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** A word, number, mark or section of a text, before the vocabulary is asked. */
  record Lexeme(String text, int begin, int end, boolean word) {}

  static List<Lexeme> split(String text) {
    List<Lexeme> lexemes = new ArrayList<>();
    Matcher m = FORM.matcher(text);
    while (m.find()) {
      lexemes.add(new Lexeme(normal(m), m.start(), m.end(), m.group("word") != null));
    }
    return lexemes;
  }

  private static String normal(Matcher m) {
    if (m.group("hidden") != null) {
      return HIDDEN;
    }
    if (m.group("deid") != null) {
      return "<deid>";
    }
    if (m.group("section") != null) {
      return section(m);
    }
    String number = m.group("number");
    if (number != null) {
      return numberClass(number);
    }
    return m.group().toLowerCase(Locale.ROOT);
  }

  private static String section(Matcher m) {
    for (String section : SECTIONS) {
      if (m.group(section.substring(1, section.length() - 1)) != null) {
        return section;
      }
    }
    throw new IllegalStateException("a section has a name");
  }

  private static String numberClass(String digits) {
    String whole = digits.split("[.,]", 2)[0];
    int value = whole.length() > 3 ? 1000 : Integer.parseInt(whole);
    if (value >= 100) {
      return value >= 1000 ? "<num1000>" : "<num100>";
    }
    return value < 5 ? "<num" + value + ">" : "<num" + value / 5 * 5 + ">";
  }

  /** All tokens of a text, at most {@code limit}: history goes first, then the end. */
  List<Token> read(String text, int limit) {
    return read(text, limit, null);
  }

  /** As {@link #read(String, int)}; a source of chance breaks a word in twelve into pieces. */
  List<Token> read(String text, int limit, @Nullable Random breaks) {
    List<Token> kept = new ArrayList<>();
    List<Token> history = new ArrayList<>();
    boolean inHistory = false;
    for (Lexeme lexeme : split(text)) {
      if (lexeme.text().startsWith("<") && !lexeme.text().startsWith("<num")) {
        inHistory = lexeme.text().equals("<history>") || lexeme.text().equals("<technique>");
      }
      List<Token> target = inHistory ? history : kept;
      boolean broken = breaks != null && lexeme.word() && breaks.nextInt(12) == 0;
      append(lexeme, broken, target);
    }
    return join(history, kept, limit);
  }

  private static List<Token> join(List<Token> history, List<Token> kept, int limit) {
    List<Token> end = kept.subList(0, Math.min(kept.size(), limit));
    int room = limit - end.size();
    List<Token> all = new ArrayList<>(history.subList(0, Math.min(history.size(), room)));
    all.addAll(end);
    return all;
  }

  private void append(Lexeme lexeme, boolean broken, List<Token> target) {
    int id = vocabulary.id(lexeme.text());
    if (id >= 0 && !broken) {
      target.add(new Token(id, lexeme.begin(), lexeme.end(), true));
      return;
    }
    if (!lexeme.word()) {
      target.add(new Token(Vocabulary.UNKNOWN, lexeme.begin(), lexeme.end(), false));
      return;
    }
    String word = lexeme.text();
    for (int at = 0; at < word.length(); ) {
      int length = vocabulary.longestPiece(word, at);
      int piece = vocabulary.piece(word, at, length);
      int begin = Math.min(lexeme.begin() + at, lexeme.end());
      target.add(new Token(piece, begin, Math.min(begin + length, lexeme.end()), false));
      at += length;
    }
  }
}
