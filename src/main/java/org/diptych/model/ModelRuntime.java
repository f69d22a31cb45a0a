package org.diptych.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jboss.logging.Logger;

/** The native engine of the model: where its libraries lie, and which device computes. */
public final class ModelRuntime {
  private static final Logger LOG = Logger.getLogger(ModelRuntime.class);
  private static final String KERNELS = "ONEDNN_MAX_CPU_ISA";

  private ModelRuntime() {}

  /**
   * Says where native libraries are unpacked and how many threads one reading may use. Call before
   * the first package is loaded; what the JVM was started with stays.
   *
   * @param threads 0 for the engine's own choice
   */
  public static void prepare(Path cache, int threads) {
    restrainKernels(cache);
    setUnlessGiven("ai.djl.offline", "true");
    setUnlessGiven("ENGINE_CACHE_DIR", cache.toAbsolutePath().toString());
    if (threads > 0) {
      setUnlessGiven("ai.djl.pytorch.num_threads", Integer.toString(threads));
      setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
    }
  }

  /**
   * On some processors with AVX-512 the kernels that oneDNN makes for it compute wrong sums where a
   * number of channels or states is no multiple of 16 (seen with oneDNN 3.7 on AMD Zen 5),
   * silently. Those for AVX2 are as fast for networks of this size. The library reads the limit
   * from the environment when it is first used, and an environment is only set by the C library.
   */
  private static void restrainKernels(Path cache) {
    boolean concerned = System.getProperty("os.arch").equals("amd64") && !Platform.isWindows();
    if (!concerned || System.getenv(KERNELS) != null) {
      return;
    }
    setUnlessGiven("jna.tmpdir", cache.toAbsolutePath().toString());
    try {
      Files.createDirectories(cache);
      NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
          .getFunction("setenv")
          .invokeInt(new Object[] {KERNELS, "AVX2", 0});
    } catch (IOException | UnsatisfiedLinkError e) {
      LOG.warnf("%s could not be set: %s", KERNELS, e.getMessage());
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
