package org.diptych.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages that are there: those that come with the engine and those of a directory. Versions
 * of a package live side by side and the newest reads new cases; the directory is looked through
 * again while the engine runs.
 */
public final class PackageShelf implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PackageShelf.class);

  private final @Nullable Path directory;
  private final String device;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile Map<String, ModelPackage> shelf = Map.of();
  private List<String> seen = List.of();

  private PackageShelf(@Nullable Path directory, String device) {
    this.directory = directory;
    this.device = device;
  }

  /** What fits a study. */
  public sealed interface Choice {
    /** The one package. */
    record Found(ModelPackage model) implements Choice {}

    /** No package, and why. */
    record None(String reason) implements Choice {}
  }

  /**
   * Begins to load every package; a directory's package takes the place of a bundled one of the
   * same id and version.
   *
   * @param directory holds one directory per package, or null
   */
  public static PackageShelf open(@Nullable Path directory, String device, Executor background) {
    PackageShelf shelf = new PackageShelf(directory, device);
    background.execute(shelf::openNow);
    return shelf;
  }

  private void openNow() {
    try {
      seen = directory == null ? List.of() : signature(directory);
      shelf = found(true);
      opened.complete(null);
    } catch (IOException | RuntimeException e) {
      opened.completeExceptionally(e);
    }
  }

  /**
   * Looks through the directory again: what is new or changed is loaded, what has gone is let go. A
   * package that does not load is said in the log and leaves what was there in its place.
   */
  public synchronized void reload() throws IOException {
    if (!isOpen() || directory == null) {
      return;
    }
    List<String> now = signature(directory);
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    Map<String, ModelPackage> before = shelf;
    Map<String, ModelPackage> after = found(false);
    shelf = after;
    before.values().stream()
        .filter(model -> !after.containsValue(model))
        .forEach(
            model -> {
              LOG.info("package let go {}", key(model));
              model.close();
            });
  }

  /** Every package by id and version; what is on the shelf unchanged is not loaded again. */
  private Map<String, ModelPackage> found(boolean strict) throws IOException {
    Map<String, ModelPackage> found = new LinkedHashMap<>();
    for (String name : PackageSource.BUNDLED) {
      put(found, new PackageSource.Bundled(name), strict);
    }
    if (directory != null) {
      for (Path place : places(directory)) {
        put(found, new PackageSource.Directory(place), strict);
      }
    }
    return found;
  }

  private static List<Path> places(Path directory) throws IOException {
    List<Path> places = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path place : all) {
        if (Files.exists(place.resolve(PackageManifest.FILE))) {
          places.add(place);
        }
      }
    }
    places.sort(Comparator.naturalOrder());
    return places;
  }

  /** What changes when a package comes, goes or is written anew. */
  private static List<String> signature(Path directory) throws IOException {
    List<String> signature = new ArrayList<>();
    for (Path place : places(directory)) {
      Path manifest = place.resolve(PackageManifest.FILE);
      signature.add(place.getFileName() + " " + Files.getLastModifiedTime(manifest).toMillis());
    }
    return signature;
  }

  private void put(Map<String, ModelPackage> found, PackageSource source, boolean strict)
      throws IOException {
    try {
      String fingerprint = PackageFiles.sha256(source.bytes(PackageManifest.FILE));
      ModelPackage model = known(fingerprint);
      if (model == null) {
        model = ModelPackage.load(source, device);
        LOG.info("package loaded {} from {}", key(model), source.name());
      }
      ModelPackage replaced = found.put(key(model), model);
      if (replaced != null && !shelf.containsValue(replaced)) {
        replaced.close();
      }
    } catch (IOException | RuntimeException e) {
      if (strict) {
        throw e;
      }
      LOG.error("package not loaded from {}: {}", source.name(), e.getMessage());
      shelf.values().stream()
          .filter(model -> model.source().equals(source))
          .forEach(model -> found.putIfAbsent(key(model), model));
    }
  }

  private @Nullable ModelPackage known(String fingerprint) {
    return shelf.values().stream()
        .filter(model -> model.fingerprint().equals(fingerprint))
        .findFirst()
        .orElse(null);
  }

  private static String key(ModelPackage model) {
    return model.about().id() + " " + model.about().version();
  }

  private boolean isOpen() {
    return opened.isDone() && !opened.isCompletedExceptionally();
  }

  /** Waits until all packages are loaded; what is wrong with one at the start is thrown here. */
  public List<ModelPackage> packages() {
    opened.join();
    return List.copyOf(shelf.values());
  }

  /**
   * The newest version of the package for a modality (0008,0060) and a body part (0018,0015).
   * Without a body part the modality decides if exactly one of its packages may assume its own.
   */
  public Choice choose(@Nullable String modality, @Nullable String bodyPart) {
    if (modality == null) {
      return new Choice.None("the study names no modality");
    }
    String part = bodyPart == null ? "" : bodyPart.strip().toUpperCase(Locale.ROOT);
    Map<String, ModelPackage> fitting = new LinkedHashMap<>();
    for (ModelPackage model : packages()) {
      PackageAbout about = model.about();
      boolean place = part.isEmpty() ? about.bodyPartAssumed() : about.bodyParts().contains(part);
      if (about.modalities().contains(modality) && place) {
        fitting.merge(about.id(), model, PackageShelf::newer);
      }
    }
    String what = part.isEmpty() ? modality : modality + " of " + part;
    if (fitting.isEmpty()) {
      return new Choice.None("no model package reads " + what);
    }
    return fitting.size() == 1
        ? new Choice.Found(fitting.values().iterator().next())
        : new Choice.None("several model packages read " + what);
  }

  private static ModelPackage newer(ModelPackage one, ModelPackage other) {
    return VersionOrder.NEWEST_LAST.compare(one.about().version(), other.about().version()) >= 0
        ? one
        : other;
  }

  /** Each package as {@code id version}, and whether it answers; empty while loading. */
  public Map<String, Boolean> answering() {
    Map<String, Boolean> answers = new LinkedHashMap<>();
    if (isOpen()) {
      shelf.forEach((name, model) -> answers.put(name, model.answers()));
    }
    return answers;
  }

  /** What a package of this id and version is for. */
  public Optional<String> intendedUse(String id, String version) {
    return Optional.ofNullable(shelf.get(id + " " + version))
        .map(ModelPackage::about)
        .map(PackageAbout::intendedUse);
  }

  /** The card of the package of this id and version; waits until all packages are loaded. */
  public Optional<String> card(String id, String version) {
    opened.join();
    return Optional.ofNullable(shelf.get(id + " " + version)).map(ModelPackage::card);
  }

  @Override
  public void close() {
    shelf.values().forEach(ModelPackage::close);
  }
}
