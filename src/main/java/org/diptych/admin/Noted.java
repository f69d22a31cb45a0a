package org.diptych.admin;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a page says was noted, after the button that did it. */
enum Noted {
  CHOSEN("The choice is noted; the case is being paired."),
  UNDONE("The choice is taken back; what belongs together is being looked for again."),
  ABANDONED("The case is abandoned; what was written of it is being withdrawn.");

  private final String words;

  Noted(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  String inLinks() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a link names; null for anything else. */
  static @Nullable Noted of(@Nullable String link) {
    return Arrays.stream(values())
        .filter(noted -> noted.inLinks().equals(link))
        .findFirst()
        .orElse(null);
  }
}
