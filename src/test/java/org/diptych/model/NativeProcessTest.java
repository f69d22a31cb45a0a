package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernel is not asked for fresh pages at every layer. */
class NativeProcessTest {
  private static final long MEGABYTES = 1 << 20;

  @Test
  void memory_that_a_layer_gives_back_is_kept_for_the_next() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")) && glibc(), "not Linux with glibc");
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      List<NDArray> maps = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        maps.add(manager.ones(new Shape(12 * MEGABYTES)));
      }
      long held = resident();
      maps.forEach(NDArray::close);
      assertThat(resident()).isGreaterThan(held - 150 * MEGABYTES);
    }
  }

  private static boolean glibc() throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains("libc.so.6");
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
