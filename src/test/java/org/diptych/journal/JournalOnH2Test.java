package org.diptych.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journal's promises on the embedded database. */
class JournalOnH2Test extends JournalContract {
  @TempDir Path data;

  @Override
  JournalDatabase open() {
    return JournalDatabase.embedded(data);
  }
}
