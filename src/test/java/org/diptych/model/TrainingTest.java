package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.EngineException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny network learns twenty drawn cases by heart, from configuration to package. */
class TrainingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeAll
  static void prepare() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
  }

  @Test
  void twenty_cases_are_learned_and_a_second_load_reads_the_same(@TempDir Path root)
      throws IOException {
    Path set = drawnSet(root.resolve("drawn"));
    Path configuration = configuration(root);
    List<String> lines = new ArrayList<>();
    Path output = root.resolve("package");
    PackageTraining.of(configuration, root, null, lines::add).run(output, "cpu", false);

    assertThat(lines).anyMatch(line -> line.startsWith("epoch 1/"));
    assertThat(output.resolve("card.md")).content().contains("not for clinical use");
    assertThat(output.resolve("training").resolve("learning-curve.svg"))
        .content()
        .contains("<polyline", "epoch 1 to 25");
    try (ModelPackage first = ModelPackage.load(output.toString(), "cpu");
        ModelPackage second = ModelPackage.load(output.toString(), "cpu")) {
      ObjectNode result =
          new Evaluation(first, new Evaluation.Terms("train", Reading.Mode.BOTH, false, 2))
              .run(set, line -> {});
      assertThat(result.path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.9);
      LuminanceImage image = DataSet.image(set.resolve("case0.png"));
      double[] once = probabilities(first.read(image, "A bright square."));
      assertThat(probabilities(second.read(image, "A bright square."))).containsExactly(once);
    }
  }

  @Test
  void twenty_cases_are_learned_in_mixed_precision_too(@TempDir Path root) throws IOException {
    Path set = drawnSet(root.resolve("drawn"));
    Path output = root.resolve("package");
    PackageTraining training =
        PackageTraining.of(configuration(root), root, null, line -> {}).inMixedPrecision();
    try {
      training.run(output, "cpu", false);
    } catch (EngineException e) {
      assumeTrue(false, "no half precision on this processor: " + e.getMessage());
    }
    assertThat(output.resolve("card.md")).content().contains("precision: mixed");
    try (ModelPackage model = ModelPackage.load(output.toString(), "cpu")) {
      Evaluation.Terms terms = new Evaluation.Terms("train", Reading.Mode.BOTH, false, 1);
      ObjectNode result = new Evaluation(model, terms).run(set, line -> {});
      assertThat(result.path("accuracy").asDouble()).isGreaterThanOrEqualTo(0.9);
    }
  }

  @Test
  void the_same_seed_gives_the_same_training_and_another_package_another_beginning(
      @TempDir Path root) throws IOException {
    drawnSet(root.resolve("drawn"));
    Path configuration = configuration(root);
    String text = Files.readString(configuration);
    Files.writeString(configuration, text.replace("\"epochs\": 25", "\"epochs\": 1"));
    List<String> curves = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      PackageTraining training = PackageTraining.of(configuration, root, null, line -> {});
      if (name.equals("c")) {
        training.beginningWith(root.resolve("a"));
      }
      training.run(root.resolve(name), "cpu", false);
      curves.add(Files.readString(root.resolve(name).resolve("training/training-state.json")));
    }
    assertThat(curves.get(1)).isEqualTo(curves.get(0));
    assertThat(curves.get(2)).isNotEqualTo(curves.get(0));
  }

  private static double[] probabilities(Reading reading) {
    return reading.classes().stream().mapToDouble(Reading.ClassReading::probability).toArray();
  }

  /** Squares, bright or dark; their text tells of a square, not of which. */
  private static Path drawnSet(Path directory) throws IOException {
    Files.createDirectories(directory);
    Random chance = new Random(5);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 28; i++) {
      boolean bright = i % 2 == 0;
      BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
      int x = 6 + chance.nextInt(16);
      int y = 6 + chance.nextInt(16);
      for (int k = 0; k < 1600; k++) {
        boolean inside = k % 40 >= x && k % 40 < x + 12 && k / 40 >= y && k / 40 < y + 12;
        int value = 110 + chance.nextInt(30) + (inside ? (bright ? 100 : -100) : 0);
        image.getRaster().setSample(k % 40, k / 40, 0, value);
      }
      ImageIO.write(image, "png", directory.resolve("case" + i + ".png").toFile());
      ObjectNode row = JSON.createObjectNode();
      row.put("id", "case" + i).put("dataset", "drawn").put("patient", "p" + i);
      row.put("split", i < 20 ? "train" : "val").put("image", "case" + i + ".png");
      row.put("modality", "OT").put("body_part", "PAPER").put("text", "A square is drawn.");
      row.put("text_source", "template").put("permissive", true).put("licence", "none");
      row.putArray("labels").add(bright ? "bright" : "dark");
      row.putArray("boxes").addObject().put("x", x).put("y", y).put("w", 12).put("h", 12);
      rows.append(row).append('\n');
    }
    Files.writeString(directory.resolve("data.jsonl"), rows);
    return directory;
  }

  private static Path configuration(Path root) throws IOException {
    Path file = root.resolve("training.json");
    Files.writeString(
        file,
        """
        {"about": {"id": "drawn", "version": "1", "name": "Drawn squares", "modalities": ["OT"],
          "bodyParts": ["PAPER"], "bodyPartAssumed": false, "licence": "none",
          "intendedUse": "Tests, not for clinical use.", "limits": []},
         "classes": [
          {"label": "bright", "codes": [{"system": "urn:diptych:finding", "code": "bright", "display": "bright"}],
           "localised": true, "normal": false, "words": []},
          {"label": "dark", "codes": [{"system": "urn:diptych:finding", "code": "dark", "display": "dark"}],
           "localised": true, "normal": false, "words": []}],
         "exclusive": true,
         "network": {"architecture": "MDLM", "inputSize": 32, "width": 4, "blocks": 1, "pyramid": true, "attention": true,
          "embedding": 8, "state": 8, "fusion": "GATED", "classes": 2, "words": 0, "maxWords": 16,
          "phrases": 0, "maxDescription": 8, "dropout": 0.0},
         "data": [{"directory": "drawn", "modalities": ["OT"], "labelled": ["bright", "dark"],
          "hideLabelWords": false, "describe": true, "weight": 1.0}],
         "outOfScope": [], "phantomReports": 0.0, "hideLabelWords": 0.0, "noImage": 0.0,
         "noReport": 0.2, "reportSteps": 0,
         "discordant": 0.0, "spoilt": 0.0, "augmentation": 1.0, "flip": true, "describeWithout": "", "epochs": 25,
         "batch": 10,
         "learningRate": 0.01, "seed": 3, "patience": 25,
         "losses": {"classes": 1.0, "box": 0.2, "dice": 0.5, "focal": 1.0, "description": 0.2,
          "scope": 0.0, "agreement": 0.0, "places": 0.0}}
        """);
    return file;
  }
}
