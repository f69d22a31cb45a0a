package org.diptych.fhir.validation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What every definition of the implementation guide says of itself. */
final class Publication {
  static final String VERSION = "0.1.0";
  static final String PACKAGE = "org.diptych.fhir";
  static final String FHIR = "4.0.1";
  static final String DATE = "2026-11-26";

  private Publication() {}

  /** The computer-friendly name of an id: {@code ai-device} becomes {@code AiDevice}. */
  static String name(String id) {
    return Arrays.stream(id.split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
