package org.diptych.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens a description is written with. */
final class Phrases {
  static final int PADDING = 0;
  static final int BEGIN = 1;
  static final int END = 2;
  private static final int UNKNOWN = 3;
  private static final Pattern FORM = Pattern.compile("\\p{L}+(?:-\\p{L}+)*|\\d+|[^\\s\\p{L}\\d]");

  private final List<String> entries;
  private final Map<String, Integer> ids = new HashMap<>();

  Phrases(List<String> entries) {
    this.entries = List.copyOf(entries);
    for (int i = 0; i < entries.size(); i++) {
      ids.put(entries.get(i), i);
    }
  }

  static Phrases of(Iterable<String> descriptions) {
    Set<String> entries = new LinkedHashSet<>(List.of("<pad>", "<begin>", "<end>", "<unknown>"));
    for (String description : descriptions) {
      entries.addAll(split(description));
    }
    return new Phrases(new ArrayList<>(entries));
  }

  /** Lower-case words, numbers and marks. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    Matcher m = FORM.matcher(text.toLowerCase(Locale.ROOT));
    while (m.find()) {
      parts.add(m.group());
    }
    return parts;
  }

  List<String> entries() {
    return entries;
  }

  int size() {
    return entries.size();
  }

  /** The tokens of a description with its end, at most {@code limit}. */
  int[] encode(String description, int limit) {
    List<String> parts = split(description);
    int n = Math.min(parts.size(), limit - 1);
    int[] tokens = new int[n + 1];
    for (int i = 0; i < n; i++) {
      tokens[i] = ids.getOrDefault(parts.get(i), UNKNOWN);
    }
    tokens[n] = END;
    return tokens;
  }

  /** Tokens as a person writes them: capitals after full stops, no blank before marks. */
  String write(List<Integer> tokens) {
    StringBuilder out = new StringBuilder();
    boolean sentence = true;
    for (int token : tokens) {
      if (token <= UNKNOWN) {
        continue;
      }
      String part = entries.get(token);
      boolean mark = !Character.isLetterOrDigit(part.charAt(0));
      if (!mark && out.length() > 0) {
        out.append(' ');
      }
      out.append(sentence ? capital(part) : part);
      sentence = part.equals(".");
    }
    return out.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
