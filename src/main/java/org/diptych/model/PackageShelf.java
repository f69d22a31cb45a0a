package org.diptych.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The packages that are there: those that come with the engine and those of a directory. */
public final class PackageShelf implements AutoCloseable {
  private final CompletableFuture<List<ModelPackage>> loading;

  private PackageShelf(CompletableFuture<List<ModelPackage>> loading) {
    this.loading = loading;
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
   * same id.
   *
   * @param directory holds one directory per package, or null
   */
  public static PackageShelf open(@Nullable Path directory, String device, Executor background) {
    return new PackageShelf(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return load(directory, device);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            },
            background));
  }

  private static List<ModelPackage> load(@Nullable Path directory, String device)
      throws IOException {
    Map<String, ModelPackage> byId = new LinkedHashMap<>();
    for (String name : PackageSource.BUNDLED) {
      ModelPackage model = ModelPackage.load(new PackageSource.Bundled(name), device);
      byId.put(model.about().id(), model);
    }
    if (directory != null) {
      try (DirectoryStream<Path> places = Files.newDirectoryStream(directory)) {
        for (Path place : places) {
          if (Files.exists(place.resolve(PackageManifest.FILE))) {
            ModelPackage model = ModelPackage.load(new PackageSource.Directory(place), device);
            ModelPackage replaced = byId.put(model.about().id(), model);
            if (replaced != null) {
              replaced.close();
            }
          }
        }
      }
    }
    return List.copyOf(byId.values());
  }

  /** Waits until all packages are loaded; what is wrong with one is thrown here. */
  public List<ModelPackage> packages() {
    return loading.join();
  }

  /**
   * The package for a modality (0008,0060) and a body part (0018,0015). Without a body part the
   * modality decides if exactly one of its packages may assume its own.
   */
  public Choice choose(@Nullable String modality, @Nullable String bodyPart) {
    if (modality == null) {
      return new Choice.None("the study names no modality");
    }
    String part = bodyPart == null ? "" : bodyPart.strip().toUpperCase(Locale.ROOT);
    List<ModelPackage> fitting = new ArrayList<>();
    for (ModelPackage model : packages()) {
      PackageAbout about = model.about();
      boolean place = part.isEmpty() ? about.bodyPartAssumed() : about.bodyParts().contains(part);
      if (about.modalities().contains(modality) && place) {
        fitting.add(model);
      }
    }
    String what = part.isEmpty() ? modality : modality + " of " + part;
    if (fitting.isEmpty()) {
      return new Choice.None("no model package reads " + what);
    }
    return fitting.size() == 1
        ? new Choice.Found(fitting.get(0))
        : new Choice.None("several model packages read " + what);
  }

  /** Each package as {@code id version}, and whether it answers; empty while loading. */
  public Map<String, Boolean> answering() {
    Map<String, Boolean> answers = new LinkedHashMap<>();
    if (!loading.isDone() || loading.isCompletedExceptionally()) {
      return answers;
    }
    for (ModelPackage model : packages()) {
      answers.put(model.about().id() + " " + model.about().version(), model.answers());
    }
    return answers;
  }

  /** What a package of this id and version is for. */
  public Optional<String> intendedUse(String id, String version) {
    if (!loading.isDone() || loading.isCompletedExceptionally()) {
      return Optional.empty();
    }
    return packages().stream()
        .map(ModelPackage::about)
        .filter(about -> about.id().equals(id) && about.version().equals(version))
        .map(PackageAbout::intendedUse)
        .findFirst();
  }

  @Override
  public void close() {
    if (loading.isDone() && !loading.isCompletedExceptionally()) {
      packages().forEach(ModelPackage::close);
    }
  }
}
