package org.diptych.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the files of a package are: a directory, or the engine's own resources. */
sealed interface PackageSource {
  /** The packages that come with the engine. */
  List<String> BUNDLED = List.of("chest-xr", "breast-us");

  byte @Nullable [] find(String file) throws IOException;

  String name();

  default byte[] bytes(String file) throws IOException {
    byte[] bytes = find(file);
    if (bytes == null) {
      throw new BrokenPackage(name() + " has no " + file);
    }
    return bytes;
  }

  /** A package in a directory. */
  record Directory(Path path) implements PackageSource {
    @Override
    public byte @Nullable [] find(String file) throws IOException {
      Path place = path.resolve(file);
      return Files.isRegularFile(place) ? Files.readAllBytes(place) : null;
    }

    @Override
    public String name() {
      return String.valueOf(path.getFileName());
    }
  }

  /** A package that comes with the engine. */
  record Bundled(String name) implements PackageSource {
    @Override
    public byte @Nullable [] find(String file) throws IOException {
      String resource = "/model-packages/" + name + "/" + file;
      try (InputStream in = PackageSource.class.getResourceAsStream(resource)) {
        return in == null ? null : in.readAllBytes();
      }
    }
  }
}
