package org.diptych.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.diptych.journal.ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
  @TempDir Path data;

  @Test
  void a_disk_below_the_mark_is_told_and_one_above_is_not() throws Exception {
    ObjectStore objects = new ObjectStore(data);

    assertThat(new DiskWatch(objects, Long.MAX_VALUE).look()).isTrue();
    assertThat(new DiskWatch(objects, 0).look()).isFalse();
  }
}
