package org.diptych.model;

import java.util.List;
import java.util.regex.Pattern;

/** Hides every sentence that names a class, so that the text cannot hand over the answer. */
final class LabelWords {
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.;?!\\n])");
  private final Pattern names;

  /** Words or phrases that name a class; each also matches as the beginning of a longer word. */
  LabelWords(List<String> words) {
    String any = String.join("|", words.stream().map(Pattern::quote).toList());
    this.names =
        Pattern.compile(words.isEmpty() ? "(?!)" : "\\b(?:" + any + ")", Pattern.CASE_INSENSITIVE);
  }

  /** The text with runs of such sentences replaced by one mark, whatever their number. */
  String hide(String text) {
    StringBuilder out = new StringBuilder();
    boolean hidden = false;
    for (String sentence : SENTENCE_END.split(text)) {
      boolean tells = names.matcher(sentence).find();
      if (!tells) {
        out.append(sentence);
      } else if (!hidden) {
        out.append(' ').append(Tokeniser.HIDDEN).append(' ');
      }
      hidden = tells || (hidden && sentence.isBlank());
    }
    return out.toString();
  }
}
