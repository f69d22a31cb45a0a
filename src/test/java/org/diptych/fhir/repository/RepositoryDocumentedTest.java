package org.diptych.fhir.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The conformance page says what the table says. */
class RepositoryDocumentedTest {
  private static final Path PAGE = Path.of("src/site/markdown/conformance/fhir.md");

  @Test
  void the_page_lists_every_type_with_exactly_its_parameters() throws Exception {
    String page = Files.readString(PAGE);
    for (ResourceType type : ResourceTypes.all()) {
      StringBuilder row = new StringBuilder("| " + type.name() + " |");
      for (SearchParameter parameter : type.parameters()) {
        if (!parameter.name().equals("_security")) {
          row.append(" `").append(parameter.name()).append('`');
          row.append(parameter.ours() ? " (ours)" : "");
        }
      }
      assertThat(page.lines()).contains(row + " |");
    }
  }
}
