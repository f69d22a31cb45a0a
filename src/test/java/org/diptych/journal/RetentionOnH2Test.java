package org.diptych.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The registers of orders, patients and choices on H2. */
class RetentionOnH2Test extends RetentionContract {
  @TempDir Path data;

  @Override
  JournalDatabase open() {
    return JournalDatabase.embedded(data);
  }
}
