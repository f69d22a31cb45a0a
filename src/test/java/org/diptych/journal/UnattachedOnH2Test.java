package org.diptych.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to nothing, on H2. */
class UnattachedOnH2Test extends UnattachedContract {
  @TempDir Path data;

  @Override
  JournalDatabase open() {
    return JournalDatabase.embedded(data);
  }
}
