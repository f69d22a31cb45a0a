package org.diptych.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The routes that the integrator's folder promises, read without Camel's help. */
final class RoutesFolder {
  private RoutesFolder() {}

  /** A route of the folder and where it listens or polls. */
  record Promised(String id, String from) {
    /** Whether it opens a port for peers. */
    boolean listens() {
      return from.startsWith("dicom:") || from.startsWith("mllp:");
    }
  }

  /** Every route of every {@code *.camel.yaml} file, in the order of the files. */
  static List<Promised> read(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".camel.yaml"))
          .sorted()
          .flatMap(file -> readFile(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the routes folder cannot be read", e);
    }
  }

  private static List<Promised> readFile(Path file) {
    List<Promised> routes = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      Object root = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      if (root instanceof List<?> items) {
        for (Object item : items) {
          Map<?, ?> route = child(item, "route");
          if (route != null) {
            routes.add(new Promised(text(route.get("id"), "(no id)"), uri(route)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a routes file cannot be read", e);
    } catch (YamlEngineException e) {
      routes.add(new Promised("(unreadable " + file.getFileName() + ")", ""));
    }
    return routes;
  }

  private static String uri(Map<?, ?> route) {
    Map<?, ?> from = child(route, "from");
    return from == null ? "" : text(from.get("uri"), "");
  }

  private static @Nullable Map<?, ?> child(@Nullable Object parent, String name) {
    return parent instanceof Map<?, ?> map && map.get(name) instanceof Map<?, ?> found
        ? found
        : null;
  }

  private static String text(@Nullable Object value, String missing) {
    return value == null ? missing : value.toString();
  }
}
