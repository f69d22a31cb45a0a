package org.diptych.fhir.repository;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The weak entity tag that stands for a version (FHIR R4, section 3.1.0.5). */
final class Etag {
  private static final Pattern FORM = Pattern.compile("\\s*(?:W/)?\"?([^\"]*)\"?\\s*");

  private Etag() {}

  static String of(Version version) {
    return "W/\"" + version.number() + "\"";
  }

  /** The version that a header asks for; null only when there is no header. */
  static @Nullable String version(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return null;
    }
    Matcher matcher = FORM.matcher(header);
    return matcher.matches() ? matcher.group(1) : header;
  }
}
