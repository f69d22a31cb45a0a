package org.diptych;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of the engine pass the linter, and each of its rules finds a planted fault. */
class RoutesLintTest {
  private static final Path PLANTED = Path.of("src", "test", "resources", "lint");
  private static final Map<String, JavaClass> BEANS =
      Map.of("stage", new ClassFileImporter().importClass(Stage.class));

  @TempDir Path folder;

  /** A stage as a route sees one. */
  static class Stage {
    void work() {}

    private void hidden() {}
  }

  @Test
  void the_routes_of_the_engine_have_no_fault() {
    RouteFiles routes = RouteFiles.read(Path.of("routes"));
    assertThat(new RoutesLint(routes, RoutesLint.namedBeans()).faults()).isEmpty();
  }

  @Test
  void sound_routes_pass() throws IOException {
    assertThat(faultsWith("none")).isEmpty();
  }

  @Test
  void the_examples_of_the_readme_have_no_fault_but_that_they_are_not_installed()
      throws IOException {
    List<String> examples = yamlOf(Files.readString(Path.of("routes", "README.md")));
    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    for (String example : examples) {
      copySound();
      Files.writeString(folder.resolve("95-example.camel.yaml"), example);
      assertThat(new RoutesLint(RouteFiles.read(folder), exampleBeans()).faults())
          .allMatch(fault -> fault.startsWith("README.md does not mention"));
    }
  }

  @Test
  void a_folder_without_routes_is_a_fault() {
    assertThat(new RoutesLint(RouteFiles.read(folder), BEANS).faults())
        .contains("there is no route", "no route works on journal:case-ready");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "misnamed.camel.yaml | misnamed.camel.yaml is not named NN-name.camel.yaml",
        "91-no-id.camel.yaml | 91-no-id.camel.yaml: route has no id",
        "91-no-description.camel.yaml | 91-no-description.camel.yaml: route planted has no description",
        "91-same-id.camel.yaml | 91-same-id.camel.yaml: route sound has an id that another route has",
        "91-unknown-bean.camel.yaml | planted: there is no bean named nobody",
        "91-unknown-method.camel.yaml | planted: bean stage has no method wrok",
        "91-hidden-method.camel.yaml | planted: bean stage has no method hidden",
        "91-bean-uri.camel.yaml | planted: bean stage has no method wrok",
        "91-direct.camel.yaml | planted: nothing consumes direct:nowhere",
        "91-unknown-kind.camel.yaml | planted: there is no entry kind case-redy",
        "91-kind-without-work.camel.yaml | planted: delivered entries make no work",
        "91-to-journal.camel.yaml | planted: only a stage appends to the journal",
        "91-do-try.camel.yaml | planted: doTry would turn a failure into work that counts as done",
        "91-log-body.camel.yaml | planted: the log step would log patient data",
        "91-log-headers.camel.yaml | planted: the log step would log patient data",
        "91-log-endpoint.camel.yaml | planted: a log: endpoint would log patient data",
        "91-configuration.camel.yaml | planted: there is no routeConfiguration retries",
        "91-unmentioned.camel.yaml | README.md does not mention `unmentioned`",
      })
  void a_planted_fault_is_found(String file, String fault) throws IOException {
    assertThat(faultsWith(file)).containsExactly(fault);
  }

  @Test
  void a_kind_of_work_that_no_route_takes_is_a_fault() throws IOException {
    copySound();
    Path sound = folder.resolve("10-sound.camel.yaml");
    Files.writeString(
        sound, Files.readString(sound).replace("journal:findings-ready", "journal:study-due"));
    assertThat(new RoutesLint(RouteFiles.read(folder), BEANS).faults())
        .containsExactly("no route works on journal:findings-ready");
  }

  private List<String> faultsWith(String file) throws IOException {
    copySound();
    if (!file.equals("none")) {
      copy(file);
    }
    return new RoutesLint(RouteFiles.read(folder), BEANS).faults();
  }

  private void copySound() throws IOException {
    copy("10-sound.camel.yaml");
    copy("README.md");
  }

  private void copy(String file) throws IOException {
    Files.copy(PLANTED.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, JavaClass> exampleBeans() {
    return Stream.concat(BEANS.entrySet().stream(), RoutesLint.namedBeans().entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
  }

  private static List<String> yamlOf(String markdown) {
    return Stream.of(markdown.split("```yaml\n"))
        .skip(1)
        .map(part -> part.substring(0, part.indexOf("```")))
        .toList();
  }
}
