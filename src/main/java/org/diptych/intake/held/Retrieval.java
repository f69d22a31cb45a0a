package org.diptych.intake.held;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.journal.KeptInstance;
import org.jspecify.annotations.Nullable;

/** In which form a client takes objects, by its Accept header (PS3.18 section 8.7). */
enum Retrieval {
  /** Every object a part of a multipart body. */
  PARTS,
  /** One object as the body. */
  SINGLE;

  static final String DICOM = "application/dicom";

  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([a-z-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\"\\s]*))");

  /**
   * The first form that the client takes and that the objects can have: their bytes are never
   * converted, so a transfer syntax must be theirs. Empty when there is none.
   */
  static Optional<Retrieval> of(@Nullable String accept, List<KeptInstance> instances) {
    if (accept == null || accept.isBlank()) {
      return Optional.of(PARTS);
    }
    for (String range : ranges(accept.toLowerCase(Locale.ROOT))) {
      String type = range.split(";", 2)[0].strip();
      boolean kept = suits(parameter(range, "transfer-syntax"), instances);
      String partType = parameter(range, "type");
      boolean parts = partType == null || partType.equals(DICOM) || partType.equals("*/*");
      switch (type) {
        case "*/*", "multipart/*", "multipart/related" -> {
          if (kept && parts) {
            return Optional.of(PARTS);
          }
        }
        case DICOM, "application/*" -> {
          if (kept && instances.size() == 1) {
            return Optional.of(SINGLE);
          }
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** Media ranges; a comma within quotes does not part them. */
  private static List<String> ranges(String accept) {
    List<String> ranges = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < accept.length(); i++) {
      char each = accept.charAt(i);
      quoted ^= each == '"';
      if (each == ',' && !quoted) {
        ranges.add(accept.substring(begin, i));
        begin = i + 1;
      }
    }
    ranges.add(accept.substring(begin));
    return ranges;
  }

  private static @Nullable String parameter(String range, String name) {
    Matcher parameters = PARAMETER.matcher(range);
    while (parameters.find()) {
      if (name.equals(parameters.group(1))) {
        return parameters.group(2) == null ? parameters.group(3) : parameters.group(2);
      }
    }
    return null;
  }

  private static boolean suits(@Nullable String transferSyntax, List<KeptInstance> instances) {
    return transferSyntax == null
        || transferSyntax.equals("*")
        || instances.stream()
            .allMatch(kept -> kept.instance().transferSyntax().value().equals(transferSyntax));
  }
}
