package org.diptych.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.Locale;

/** The native engine of the model: where its libraries lie, and which device computes. */
public final class ModelRuntime {
  private ModelRuntime() {}

  /**
   * Says where native libraries are unpacked and how many threads one reading may use. Call before
   * the first package is loaded; what the JVM was started with stays.
   *
   * @param threads 0 for the engine's own choice
   */
  public static void prepare(Path cache, int threads) {
    NativeProcess.prepare(cache);
    setUnlessGiven("ai.djl.offline", "true");
    setUnlessGiven("ENGINE_CACHE_DIR", cache.toAbsolutePath().toString());
    if (threads > 0) {
      setUnlessGiven("ai.djl.pytorch.num_threads", Integer.toString(threads));
      setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
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

  static void setUnlessGiven(String property, String value) {
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
