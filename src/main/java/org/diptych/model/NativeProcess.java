package org.diptych.model;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What the native engine expects of the process it is loaded into; only the C library can say. */
final class NativeProcess {
  private static final Logger LOG = Logger.getLogger(NativeProcess.class);

  /** Of {@code mallopt}, see malloc.h. */
  private static final int TRIM_THRESHOLD = -1;

  private static final int MMAP_MAX = -4;
  private static final int TOP_PAD = -2;
  private static final int KEPT = 128 << 20;

  private NativeProcess() {}

  /**
   * Prepares this process, before the engine is loaded; what the environment says already stays.
   *
   * @param cache where a small library may be unpacked
   */
  static void prepare(Path cache) {
    if (!Platform.isLinux()) {
      return;
    }
    ModelRuntime.setUnlessGiven("jna.tmpdir", cache.toAbsolutePath().toString());
    try {
      Files.createDirectories(cache);
      NativeLibrary library = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);
      chooseKernels(library);
      keepMemory(library);
    } catch (IOException | UnsatisfiedLinkError e) {
      LOG.warnf("the native engine runs with its own settings: %s", e.getMessage());
    }
  }

  /**
   * On some processors with AVX-512 the kernels that oneDNN makes for it compute wrong sums where a
   * number of channels or states is no multiple of 16 (seen with oneDNN 3.7 on AMD Zen 5),
   * silently. Those for AVX2 are as fast there; on Intel's, which compute right, they are not.
   */
  private static void chooseKernels(NativeLibrary library) {
    if (Platform.isIntel() && !isOfIntel()) {
      set(library, "ONEDNN_MAX_CPU_ISA", "AVX2");
    }
  }

  /**
   * Every layer asks for maps of many megabytes and gives them back. The C library would have the
   * kernel clear fresh pages for each; kept, and in large pages, they cost nothing.
   */
  private static void keepMemory(NativeLibrary library) {
    set(library, "THP_MEM_ALLOC_ENABLE", "1");
    boolean given =
        System.getenv().keySet().stream()
            .anyMatch(name -> name.startsWith("MALLOC_") || name.equals("GLIBC_TUNABLES"));
    if (!given) {
      Function option = library.getFunction("mallopt");
      option.invokeInt(new Object[] {TOP_PAD, KEPT});
      option.invokeInt(new Object[] {MMAP_MAX, 0});
      option.invokeInt(new Object[] {TRIM_THRESHOLD, Integer.MAX_VALUE});
    }
  }

  private static void set(NativeLibrary library, String name, String value) {
    // The last argument leaves alone what is set.
    library.getFunction("setenv").invokeInt(new Object[] {name, value, 0});
  }

  private static boolean isOfIntel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.anyMatch(line -> line.startsWith("vendor_id") && line.endsWith("GenuineIntel"));
    } catch (IOException | UncheckedIOException unknown) {
      return false;
    }
  }
}
