package org.diptych;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every setting that the sources offer, found by reflection. */
final class Settings {
  private static final Path PROPERTIES =
      Path.of("src", "main", "resources", "application.properties");
  private static final Path SOURCES = Path.of("src", "main", "java");

  private final Map<String, Setting> found = new TreeMap<>();

  /**
   * One setting.
   *
   * @param standard its default as configuration writes it, empty when it has none
   */
  record Setting(String key, String standard, String sentence) {
    String row() {
      return "| `"
          + key
          + "` | `"
          + variable()
          + "` | "
          + (standard.isEmpty() ? "" : "`" + standard + "`")
          + " | "
          + sentence
          + " |";
    }

    /** As MicroProfile Config maps names to environment variables. */
    String variable() {
      return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
  }

  static Map<String, Setting> offered() {
    Settings settings = new Settings();
    settings.readProperties();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.diptych")) {
      if (type.isAnnotatedWith(ConfigMapping.class)) {
        settings.readMapping(
            type.reflect(), type.getAnnotationOfType(ConfigMapping.class).prefix());
      }
    }
    return settings.found;
  }

  static Map<String, Setting> of(Class<?> mapping, String prefix) {
    Settings settings = new Settings();
    settings.readMapping(mapping, prefix);
    return settings.found;
  }

  /** The keys that no interface declares. */
  private void readProperties() {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(PROPERTIES)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.stringPropertyNames().stream()
        .filter(key -> key.startsWith("diptych."))
        .forEach(key -> keep(key, properties.getProperty(key), "(write a sentence)"));
  }

  /** A mapped key replaces what the properties file said of it, except for the default there. */
  private void keep(String key, String standard, String sentence) {
    Setting known = found.get(key);
    found.put(key, new Setting(key, known == null ? standard : known.standard(), sentence));
  }

  private void readMapping(Class<?> mapping, String prefix) {
    for (Method method : mapping.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) || method.isDefault()) {
        continue;
      }
      WithName name = method.getAnnotation(WithName.class);
      String key =
          method.isAnnotationPresent(WithParentName.class)
              ? prefix
              : prefix + "." + (name == null ? kebab(method.getName()) : name.value());
      read(method, method.getGenericReturnType(), key);
    }
  }

  private void read(Method method, Type type, String key) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == Map.class) {
        read(method, arguments[1], key + ".\"name\"");
        return;
      }
      boolean list = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
      boolean group = isGroup(arguments[0]);
      read(method, arguments[0], list && group ? key + "[0]" : key);
      return;
    }
    if (isGroup(type)) {
      readMapping((Class<?>) type, key);
      return;
    }
    WithDefault standard = method.getAnnotation(WithDefault.class);
    keep(key, standard == null ? "" : standard.value(), sentence(method));
  }

  private static boolean isGroup(Type type) {
    return type instanceof Class<?> group
        && group.isInterface()
        && group.getName().startsWith("org.diptych.")
        && group != Optional.class
        && group != OptionalInt.class
        && group != OptionalLong.class
        && group != OptionalDouble.class;
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** The Javadoc above the method, on one line. */
  private static String sentence(Method method) {
    Class<?> outer = method.getDeclaringClass();
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    Path source = SOURCES.resolve(outer.getName().replace('.', '/') + ".java");
    if (!Files.exists(source)) {
      return "(write a sentence)";
    }
    try {
      Matcher matcher =
          Pattern.compile(
                  "/\\*\\*((?:(?!\\*/).)*)\\*/(?:(?!/\\*\\*|;).)*?\\b"
                      + method.getName()
                      + "\\(\\)",
                  Pattern.DOTALL)
              .matcher(Files.readString(source));
      return matcher.find()
          ? matcher
              .group(1)
              .replaceAll("(?m)^\\s*\\*", " ")
              .replaceAll("\\{@(?:code|link)\\s+#?([^}]*)}", "`$1`")
              .replaceAll("\\s+", " ")
              .replace("|", "\\|")
              .strip()
          : "(write a sentence)";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
