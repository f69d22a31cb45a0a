package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledPackagesTest {
  private static PackageShelf shelf;

  @BeforeAll
  static void open() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
    shelf = PackageShelf.open(null, "cpu", Runnable::run);
  }

  @AfterAll
  static void close() {
    shelf.close();
  }

  @Test
  void every_package_answers_and_says_what_it_is_for() {
    assertThat(shelf.answering())
        .hasSize(2)
        .allSatisfy((name, answers) -> assertThat(answers).isTrue());
    for (ModelPackage model : shelf.packages()) {
      assertThat(model.about().intendedUse()).contains("not for clinical use");
      assertThat(shelf.intendedUse(model.about().id(), model.about().version())).isPresent();
    }
  }

  @Test
  void a_study_gets_the_package_of_its_modality_and_body_part_or_the_reason_why_not() {
    assertThat(found("CR", "CHEST").about().id()).isEqualTo("chest-xr");
    assertThat(found("DX", null).about().id()).isEqualTo("chest-xr");
    assertThat(found("US", "breast").about().id()).isEqualTo("breast-us");
    assertThat(shelf.choose("CR", "HAND"))
        .isEqualTo(new PackageShelf.Choice.None("no model package reads CR of HAND"));
    assertThat(shelf.choose("MR", null)).isInstanceOf(PackageShelf.Choice.None.class);
  }

  @Test
  void the_demo_cases_are_read_with_findings_place_and_words() throws IOException {
    Reading chest = found("CR", "CHEST").read(picture("/demo/chest.png"), text("/demo/chest.txt"));
    assertThat(chest.abstained()).isNull();
    assertThat(present(chest)).contains("Pneumonia");
    assertThat(chest.words()).isNotEmpty();
    LuminanceImage image = picture("/demo/breast.png");
    Reading breast = found("US", "BREAST").read(image, text("/demo/breast.txt"));
    assertThat(present(breast)).containsExactly("malignant");
    assertThat(breast.box()).isNotNull();
    assertThat(breast.box()[0] + breast.box()[2]).isBetween(1.0, image.width() + 1e-6);
    assertThat(breast.description()).contains("lesion");
    assertThat(breast.heat().length % breast.heatColumns()).isZero();
  }

  @Test
  void one_half_of_a_case_is_enough_and_the_other_is_said_to_be_unknown() throws IOException {
    ModelPackage breast = found("US", "BREAST");
    Reading image = breast.read(picture("/demo/breast.png"), null);
    assertThat(image.mode()).isEqualTo(Reading.Mode.IMAGE);
    assertThat(image.classes()).allSatisfy(c -> assertThat(c.reportAlone()).isEqualTo(0.5));
    Reading report = breast.read(null, "Breast ultrasound. No focal lesion.");
    assertThat(report.mode()).isEqualTo(Reading.Mode.REPORT);
    assertThat(present(report)).containsExactly("normal");
    assertThat(report.box()).isNull();
  }

  @Test
  void what_the_package_is_not_for_is_refused_with_the_reason() throws IOException {
    ModelPackage chest = found("CR", "CHEST");
    LuminanceImage good = picture("/demo/chest.png");
    float[] negative = good.luminance().clone();
    for (int i = 0; i < negative.length; i++) {
      negative[i] = 1 - negative[i];
    }
    LuminanceImage inverted = new LuminanceImage(good.width(), good.height(), negative, false);
    LuminanceImage blank = new LuminanceImage(64, 64, new float[64 * 64], false);
    LuminanceImage photo = new LuminanceImage(good.width(), good.height(), good.luminance(), true);
    assertThat(chest.read(inverted, null).abstained()).contains("does not look like");
    assertThat(chest.read(picture("/fixture/images/busi_malignant_004.png"), null).abstained())
        .contains("does not look like");
    assertThat(chest.read(blank, null).abstained()).contains("blank");
    assertThat(chest.read(photo, null).abstained()).contains("colour");
    assertThat(
            chest
                .read(
                    good,
                    "Keine frischen Infiltrate, kein Pleuraerguss, Herz normal gross, Zwerchfelle"
                        + " glatt begrenzt.")
                .abstained())
        .contains("language");
  }

  @Test
  void several_threads_read_the_same() throws Exception {
    ModelPackage breast = found("US", "BREAST");
    LuminanceImage image = picture("/demo/breast.png");
    double expected = breast.read(image, null).classes().get(1).probability();
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Double>> all =
          IntStream.range(0, 12)
              .mapToObj(
                  i ->
                      workers.submit(() -> breast.read(image, null).classes().get(1).probability()))
              .toList();
      for (Future<Double> each : all) {
        assertThat(each.get()).isEqualTo(expected);
      }
    } finally {
      workers.shutdown();
    }
  }

  @Test
  void the_evaluation_has_the_promised_keys() throws IOException {
    ModelPackage breast = found("US", "BREAST");
    ObjectNode result =
        new Evaluation(breast, new Evaluation.Terms(null, Reading.Mode.BOTH, false, 1))
            .run(Path.of("src/test/resources/fixture"), line -> {});
    assertThat(result.path("n").asInt()).isEqualTo(3);
    for (String key :
        List.of("accuracy", "recall", "f1", "iou", "dice", "macroAuc", "ece", "bleu4", "rougeL")) {
      assertThat(result.has(key)).as(key).isTrue();
    }
    assertThat(result.path("perClass").path("normal").path("n").asInt()).isEqualTo(1);
    assertThat(EvaluationPage.text(result)).contains("macroAuc");
    assertThat(EvaluationPage.html(result)).contains("<table>");
  }

  @Test
  void a_package_whose_parameters_were_changed_is_refused(@TempDir Path directory)
      throws IOException {
    for (String file : List.of("model.json", "parameters")) {
      try (InputStream in = getClass().getResourceAsStream("/model-packages/breast-us/" + file)) {
        Files.write(directory.resolve(file), in.readAllBytes());
      }
    }
    byte[] bytes = Files.readAllBytes(directory.resolve("parameters"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(directory.resolve("parameters"), bytes);
    assertThatThrownBy(() -> ModelPackage.load(directory.toString(), "cpu"))
        .isInstanceOf(BrokenPackage.class)
        .hasMessageContaining("not those of model.json");
  }

  private static List<String> present(Reading reading) {
    return reading.classes().stream()
        .filter(Reading.ClassReading::present)
        .map(c -> c.definition().label())
        .toList();
  }

  private static ModelPackage found(String modality, String bodyPart) {
    return ((PackageShelf.Choice.Found) shelf.choose(modality, bodyPart)).model();
  }

  private static LuminanceImage picture(String resource) throws IOException {
    try (InputStream in = BundledPackagesTest.class.getResourceAsStream(resource)) {
      return LuminanceImage.read(in);
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = BundledPackagesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
