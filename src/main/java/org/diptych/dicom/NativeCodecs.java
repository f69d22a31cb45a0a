package org.diptych.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.opencv.core.Mat;

/**
 * The native JPEG, JPEG-LS and JPEG 2000 decoders that the toolkit brings, loaded once per process.
 */
public final class NativeCodecs {
  private static final Logger LOG = Logger.getLogger(NativeCodecs.class);

  private static final Map<String, String> LIBRARIES =
      Map.of(
          "linux-x86_64", "libopencv_java.so",
          "linux-x86", "libopencv_java.so",
          "macos-x86_64", "libopencv_java.jnilib",
          "win32-x86_64", "opencv_java.dll",
          "win32-x86", "opencv_java.dll");

  private static boolean loaded;

  private NativeCodecs() {}

  /**
   * Loads the library for this machine, extracting it into a folder of the caller's; nothing is
   * written elsewhere.
   *
   * @return false when there is none for this machine or it does not load; compressed pixels are
   *     then unreadable, everything else works
   */
  public static synchronized boolean load(Path folder) {
    if (loaded) {
      return true;
    }
    String platform = platform();
    String library = LIBRARIES.get(platform);
    if (library == null) {
      LOG.warnf("no native image codecs for %s: compressed pixels are unreadable", platform);
      return false;
    }
    try {
      loadOnce("lib/" + platform + "/" + library, folder);
      loaded = true;
    } catch (IOException | LinkageError e) {
      LOG.warnf("native image codecs do not load: %s", e);
    }
    return loaded;
  }

  /** Whether compressed pixels can be decoded. */
  public static synchronized boolean isLoaded() {
    return loaded;
  }

  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.startsWith("windows") ? "win32" : os.startsWith("mac") ? "macos" : "linux";
    boolean wide = arch.equals("amd64") || arch.equals("x86_64");
    return system + "-" + (wide ? "x86_64" : arch.matches("i\\d86|x86") ? "x86" : arch);
  }

  /**
   * The virtual machine gives a library file to a single class loader; where several engines start
   * in one process, as in tests, the later ones load a copy of their own.
   */
  private static void loadOnce(String resource, Path folder) throws IOException {
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    try {
      System.load(extract(resource, folder.resolve(name)).toString());
    } catch (UnsatisfiedLinkError e) {
      if (!String.valueOf(e.getMessage()).contains("another classloader")) {
        throw e;
      }
      Path copy = Files.createTempFile(folder, "copy", name);
      copy.toFile().deleteOnExit();
      System.load(extract(resource, copy).toString());
    }
  }

  private static Path extract(String resource, Path target) throws IOException {
    Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
    URL url = Mat.class.getResource("/" + resource);
    if (url == null) {
      throw new IOException(resource + " is not on the class path");
    }
    URLConnection source = url.openConnection();
    try (InputStream in = source.getInputStream()) {
      if (!Files.exists(target) || Files.size(target) != source.getContentLengthLong()) {
        Path fresh = Files.createTempFile(folder, "codecs", ".part");
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return target.toAbsolutePath();
  }
}
