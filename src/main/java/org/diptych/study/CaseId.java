package org.diptych.study;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Our own key of a case, safe in logs and links. */
public record CaseId(UUID value) {
  /** The case of a study: the same study always has the same case. */
  public static CaseId of(Uid study) {
    return named("study:" + study.value());
  }

  /** The case of a report that has no study yet. */
  public static CaseId of(ReportKey report) {
    return named("report:" + report.value());
  }

  /** Reads the printed form; refuses anything else with {@link IllegalArgumentException}. */
  public static CaseId parse(String text) {
    return new CaseId(UUID.fromString(text));
  }

  private static CaseId named(String name) {
    return new CaseId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
