package org.diptych.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What the disk can do at most: blocks of 1 kB, each on the disk before the next is written. */
final class DiskSyncs {
  private static final Duration TIME = Duration.ofSeconds(3);

  private DiskSyncs() {}

  static double perSecond(Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1024);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long begin = System.nanoTime();
      int done = 0;
      while (System.nanoTime() - begin < TIME.toNanos()) {
        channel.write(block.clear());
        channel.force(false);
        done++;
      }
      return done / ((System.nanoTime() - begin) / 1e9);
    }
  }
}
