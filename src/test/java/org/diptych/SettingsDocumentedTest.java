package org.diptych;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.diptych.Settings.Setting;
import org.junit.jupiter.api.Test;

/** The page of settings and the sources say the same. */
class SettingsDocumentedTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "settings.md");

  @Test
  void every_setting_has_its_row_on_the_page() throws IOException {
    Map<String, Setting> documented = documented();
    List<Setting> missing =
        Settings.offered().values().stream()
            .filter(setting -> !documented.containsKey(setting.key()))
            .toList();
    assertThat(missing).as("paste into %s:%n%s", PAGE, rows(missing)).isEmpty();
  }

  @Test
  void every_row_of_the_page_is_a_setting() throws IOException {
    Map<String, Setting> offered = Settings.offered();
    List<String> unknown =
        documented().keySet().stream().filter(key -> !offered.containsKey(key)).toList();
    assertThat(unknown).as("remove these rows from %s", PAGE).isEmpty();
  }

  @Test
  void environment_variables_and_defaults_are_those_of_the_sources() throws IOException {
    Map<String, Setting> documented = documented();
    List<Setting> wrong =
        Settings.offered().values().stream()
            .filter(setting -> documented.containsKey(setting.key()))
            .filter(
                setting -> {
                  Setting row = documented.get(setting.key());
                  return !row.standard().equals(setting.standard())
                      || !row.sentence().startsWith(setting.variable() + " ");
                })
            .toList();
    assertThat(wrong).as("the rows should be:%n%s", rows(wrong)).isEmpty();
  }

  @Test
  void every_row_has_a_sentence() throws IOException {
    assertThat(documented().values())
        .allSatisfy(
            row -> assertThat(row.sentence()).contains(" ").doesNotContain("(write").endsWith("."));
  }

  /** The rows of the page; the sentence keeps the environment variable in front of it. */
  private static Map<String, Setting> documented() throws IOException {
    Map<String, Setting> rows = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("(?<!\\\\)\\|");
      if (cells.length == 5 && cells[1].contains("`diptych.")) {
        String key = cells[1].replace("`", "").strip();
        rows.put(
            key,
            new Setting(
                key,
                cells[3].replace("`", "").strip(),
                cells[2].replace("`", "").strip() + " " + cells[4].strip()));
      }
    }
    return rows;
  }

  private static String rows(List<Setting> settings) {
    return settings.stream().map(Setting::row).collect(Collectors.joining(System.lineSeparator()));
  }

  /** Mappings of every shape, to prove that the search finds each. */
  interface Planted {
    /** How long. */
    @WithDefault("5")
    int howLong();

    Optional<String> maybe();

    Map<String, Group> groups();

    List<String> names();

    Group nested();
  }

  interface PlantedParent {
    Planted planted();
  }

  interface Group {
    @WithDefault("a")
    String inner();
  }

  @Test
  void settings_of_every_shape_are_found() {
    assertThat(Settings.of(Planted.class, "diptych.planted").keySet())
        .containsExactly(
            "diptych.planted.groups.\"name\".inner",
            "diptych.planted.how-long",
            "diptych.planted.maybe",
            "diptych.planted.names",
            "diptych.planted.nested.inner");
    assertThat(Settings.of(PlantedParent.class, "diptych"))
        .extractingByKey("diptych.planted.how-long")
        .isEqualTo(new Setting("diptych.planted.how-long", "5", "(write a sentence)"));
  }

  @Test
  void a_missing_row_is_told_so_that_it_can_be_pasted() {
    assertThat(new Setting("diptych.pairing.report-waits", "PT72H", "How long.").row())
        .isEqualTo(
            "| `diptych.pairing.report-waits` | `DIPTYCH_PAIRING_REPORT_WAITS` | `PT72H` | How long. |");
  }
}
