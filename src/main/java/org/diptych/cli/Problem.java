package org.diptych.cli;

import org.jspecify.annotations.Nullable;

/** One line for a person about what went wrong. */
final class Problem {
  private Problem() {}

  /** The innermost cause's message, its lines joined. */
  static String of(Throwable failure) {
    String line = failure.getClass().getSimpleName();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && !message.isBlank()) {
        line = message.strip().replaceAll("\\s*\\R\\s*", " ");
      }
    }
    return line;
  }
}
