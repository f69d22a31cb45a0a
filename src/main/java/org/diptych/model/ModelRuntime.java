package org.diptych.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The native engine of the model: where its libraries lie, and which device computes. */
public final class ModelRuntime {
  private static final Logger LOG = Logger.getLogger(ModelRuntime.class);

  private ModelRuntime() {}

  /**
   * Says where native libraries are unpacked and how many threads one reading may use. Call before
   * the first package is loaded; what the JVM was started with stays.
   *
   * @param threads 0 for the engine's own choice
   */
  public static void prepare(Path cache, int threads) {
    setEnvironment(cache);
    setUnlessGiven("ai.djl.offline", "true");
    setUnlessGiven("ENGINE_CACHE_DIR", cache.toAbsolutePath().toString());
    if (threads > 0) {
      setUnlessGiven("ai.djl.pytorch.num_threads", Integer.toString(threads));
      setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
    }
  }

  /**
   * What the native libraries read from the environment when they are loaded, which only the C
   * library can set from here.
   *
   * <p>On some processors with AVX-512 the kernels that oneDNN makes for it compute wrong sums
   * where a number of channels or states is no multiple of 16 (seen with oneDNN 3.7 on AMD Zen 5),
   * silently. Those for AVX2 are as fast there; on Intel's, which compute right, they are not.
   */
  private static void setEnvironment(Path cache) {
    if (!System.getProperty("os.arch").equals("amd64") || Platform.isWindows() || isIntel()) {
      return;
    }
    setUnlessGiven("jna.tmpdir", cache.toAbsolutePath().toString());
    try {
      Files.createDirectories(cache);
      Function set = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv");
      // The last argument leaves alone what is set.
      set.invokeInt(new Object[] {"ONEDNN_MAX_CPU_ISA", "AVX2", 0});
    } catch (IOException | UnsatisfiedLinkError e) {
      LOG.warnf("the native engine runs with its own choice of kernels: %s", e.getMessage());
    }
  }

  private static boolean isIntel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.anyMatch(line -> line.startsWith("vendor_id") && line.endsWith("GenuineIntel"));
    } catch (IOException | UncheckedIOException unknown) {
      return false;
    }
  }

  /** How many native threads the readings of the calling thread use from now on. */
  public static void useThreads(int threads) {
    Engine.getInstance();
    JniUtils.setNumThreads(threads);
  }

  /** Whether a device of this name is a GPU here. */
  public static boolean isGpu(String name) {
    return device(name).isGpu();
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The device of a name: {@code cpu}, {@code cuda}, or {@code auto} for CUDA where it is. */
  static Device device(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cpu" -> Device.cpu();
      case "cuda" -> {
        if (Engine.getInstance().getGpuCount() == 0) {
          throw new IllegalStateException("no CUDA device answers");
        }
        yield Device.gpu();
      }
      case "auto" -> Engine.getInstance().getGpuCount() > 0 ? Device.gpu() : Device.cpu();
      default -> throw new IllegalArgumentException("a device is cpu, cuda or auto");
    };
  }
}
