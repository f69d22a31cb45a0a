package org.diptych;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A folder of routes as the linter reads it. */
final class RouteFiles {
  private final Path folder;
  private final List<Step> steps = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Path> files;

  private RouteFiles(Path folder, List<Path> files) {
    this.folder = folder;
    this.files = files;
  }

  /** One route definition; what it lacks is an empty text. */
  record Route(Path file, String id, String description, String configuration, String from) {}

  /** Any keyed node below a route or route configuration, with the id of the route it is in. */
  record Step(Path file, String route, String key, Object value) {
    /** A member of the node's map, or the node itself when it is the short text form. */
    String text(String member) {
      Object found = value instanceof Map<?, ?> map ? map.get(member) : null;
      return found == null ? "" : found.toString();
    }

    /** The endpoint URI of a {@code from}, {@code to} or similar, in short or long form. */
    String uri() {
      return value instanceof String text ? text : text("uri");
    }
  }

  static RouteFiles read(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      RouteFiles read =
          new RouteFiles(
              folder,
              all.filter(file -> !file.getFileName().toString().endsWith(".md")).sorted().toList());
      read.files.forEach(read::readFile);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Path> files() {
    return files;
  }

  List<Route> routes() {
    return routes;
  }

  Stream<Step> steps(String... keys) {
    return steps.stream().filter(step -> List.of(keys).contains(step.key()));
  }

  String readme() {
    try {
      Path readme = folder.resolve("README.md");
      return Files.exists(readme) ? Files.readString(readme) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Object root = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      if (!(root instanceof List<?> items)) {
        return;
      }
      for (Object item : items) {
        if (item instanceof Map<?, ?> map && map.get("route") instanceof Map<?, ?> route) {
          Object from = route.get("from");
          routes.add(
              new Route(
                  file,
                  text(route.get("id")),
                  text(route.get("description")),
                  text(route.get("routeConfigurationId")),
                  from instanceof Map<?, ?> source ? text(source.get("uri")) : text(from)));
          walk(route, (key, value) -> add(file, text(route.get("id")), key, value));
        } else {
          walk(item, (key, value) -> add(file, "(" + file.getFileName() + ")", key, value));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path file, String route, String key, Object value) {
    steps.add(new Step(file, route, key, value));
  }

  private static void walk(Object node, BiConsumer<String, Object> visitor) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            visitor.accept(key.toString(), value);
            walk(value, visitor);
          });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> walk(item, visitor));
    }
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
