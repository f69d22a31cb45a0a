package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedSetTest {
  private static final Path FIXTURE = Path.of("src", "test", "resources", "fixture");

  @Test
  void every_view_is_of_rows_that_are_there() throws IOException {
    List<Example> rows = DataSet.read(FIXTURE);

    for (ComparedSet.View view : ComparedSet.CHEST.views()) {
      assertThat(rows.stream().filter(view::of))
          .as(view.name())
          .isNotEmpty()
          .allMatch(row -> row.bodyPart().equals("CHEST"));
    }
    assertThat(ComparedSet.CHEST.views().stream().mapToLong(view -> count(rows, view)))
        .containsExactly(2L, 2L, 1L);
  }

  private static long count(List<Example> rows, ComparedSet.View view) {
    return rows.stream().filter(view::of).count();
  }
}
