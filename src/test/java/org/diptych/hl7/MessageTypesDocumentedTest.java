package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The conformance page says of every message type that it is taken. */
class MessageTypesDocumentedTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "conformance", "hl7.md");

  @ParameterizedTest
  @EnumSource
  void every_type_that_is_taken_is_on_the_page(MessageType type) throws Exception {
    assertThat(Files.readAllLines(PAGE))
        .anyMatch(line -> line.contains("`" + type.wireName() + "`") && line.contains("| yes |"));
  }
}
