package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that come, change and go while the engine runs. */
class PackageShelfTest {
  private static final LuminanceImage PICTURE =
      new LuminanceImage(64, 64, new float[64 * 64], false);

  @TempDir Path directory;
  private PackageShelf shelf;
  private String bundled;

  @BeforeEach
  void open() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
    shelf = PackageShelf.open(directory, "cpu", Runnable::run);
    bundled = chosen().about().version();
  }

  @AfterEach
  void close() {
    shelf.close();
  }

  @Test
  void a_newer_version_reads_new_cases_and_the_older_stays_beside_it() throws IOException {
    ModelPackage older = chosen();
    install("new", "2.0.0");
    shelf.reload();

    assertThat(chosen().about().version()).isEqualTo("2.0.0");
    assertThat(shelf.answering()).containsKeys("breast-us 2.0.0", "breast-us " + bundled);
    assertThat(older.answers()).isTrue();
    assertThat(older.read(PICTURE, "Nothing is seen.")).isNotNull();
  }

  @Test
  void a_package_that_goes_gives_way_to_what_is_left() throws IOException {
    Path place = install("new", "2.0.0");
    shelf.reload();
    Files.delete(place.resolve("model.json"));
    shelf.reload();

    assertThat(chosen().about().version()).isEqualTo(bundled);
    assertThat(shelf.answering()).doesNotContainKey("breast-us 2.0.0");
  }

  @Test
  void a_package_that_breaks_leaves_what_was_there() throws IOException {
    Path place = install("new", "2.0.0");
    shelf.reload();
    Files.writeString(place.resolve("model.json"), "{");
    Files.setLastModifiedTime(place.resolve("model.json"), FileTime.from(Instant.EPOCH));
    shelf.reload();

    assertThat(chosen().about().version()).isEqualTo("2.0.0");
    assertThat(chosen().answers()).isTrue();
  }

  @Test
  void nothing_is_loaded_again_when_nothing_changed() throws IOException {
    install("new", "2.0.0");
    shelf.reload();
    ModelPackage before = chosen();
    shelf.reload();

    assertThat(chosen()).isSameAs(before);
  }

  @Test
  void versions_are_ordered_as_numbers_and_a_release_follows_its_candidates() {
    assertThat(VersionOrder.NEWEST_LAST.compare("1.10.0", "1.9.9")).isPositive();
    assertThat(VersionOrder.NEWEST_LAST.compare("1.0.0-rc.1", "1.0.0")).isNegative();
    assertThat(VersionOrder.NEWEST_LAST.compare("2.0", "2.0.1")).isNegative();
    assertThat(VersionOrder.NEWEST_LAST.compare("2.0.1", "2.0.1")).isZero();
  }

  private ModelPackage chosen() {
    return ((PackageShelf.Choice.Found) shelf.choose("US", "BREAST")).model();
  }

  private Path install(String name, String version) throws IOException {
    Path place = Files.createDirectories(directory.resolve(name));
    PackageSource source = new PackageSource.Bundled("breast-us");
    Files.write(place.resolve("parameters"), source.bytes("parameters"));
    String manifest = new String(source.bytes("model.json"), StandardCharsets.UTF_8);
    Files.writeString(
        place.resolve("model.json"),
        manifest.replaceFirst("\"" + Pattern.quote(bundled) + "\"", "\"" + version + "\""));
    return place;
  }
}
