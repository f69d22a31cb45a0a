package org.diptych.model.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phantoms keep what the comparison relies on. */
class PhantomTest {
  private static final PhantomConfig STANDARD =
      PhantomConfig.of(1, 96, PhantomConfig.STANDARD_DIFFICULTY);

  @TempDir Path directory;

  @Test
  void the_same_configuration_gives_the_same_bytes() throws IOException {
    PhantomSet.write(directory.resolve("a"), STANDARD, 6, 2, 2);
    PhantomSet.write(directory.resolve("b"), STANDARD, 6, 2, 2);

    for (String file : List.of("data.jsonl", "images/train_5.png", "images/test_1.png")) {
      assertThat(directory.resolve("a").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("b").resolve(file));
    }
  }

  @Test
  void another_seed_or_split_gives_other_cases() throws IOException {
    PhantomSet.write(directory.resolve("a"), STANDARD, 2, 2, 0);
    PhantomSet.write(directory.resolve("b"), PhantomConfig.of(2, 96, 1), 2, 0, 0);
    byte[] one = Files.readAllBytes(directory.resolve("a/images/train_0.png"));

    assertThat(Files.readAllBytes(directory.resolve("b/images/train_0.png"))).isNotEqualTo(one);
    assertThat(Files.readAllBytes(directory.resolve("a/images/val_0.png"))).isNotEqualTo(one);
  }

  @Test
  void a_box_holds_its_mask_to_the_pixel() throws IOException {
    PhantomSet.write(directory, STANDARD, 40, 0, 0);
    int boxed = 0;
    for (JsonNode row : rows()) {
      if (row.path("boxes").isEmpty()) {
        assertThat(row.has("mask")).isFalse();
        continue;
      }
      boxed++;
      JsonNode box = row.path("boxes").get(0);
      Raster mask = ImageIO.read(directory.resolve(row.path("mask").asText()).toFile()).getRaster();
      int left = 96;
      int right = -1;
      for (int i = 0; i < 96 * 96; i++) {
        if (mask.getSample(i % 96, i / 96, 0) > 127) {
          left = Math.min(left, i % 96);
          right = Math.max(right, i % 96);
        }
      }
      assertThat(left)
          .isBetween((int) box.path("x").asDouble() - 1, (int) box.path("x").asDouble() + 2);
      assertThat((double) right + 1)
          .isCloseTo(box.path("x").asDouble() + box.path("w").asDouble(), within(2.0));
    }
    assertThat(boxed).isBetween(20, 38);
  }

  @Test
  void neither_half_alone_decides_every_case_and_together_they_do() {
    Random chance = random(3);
    int image = 0;
    int report = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      PhantomCase one = PhantomCase.draw(STANDARD, chance);
      assertThat(one.imageDecides() || one.reportDecides()).isTrue();
      image += one.imageDecides() ? 1 : 0;
      report += one.reportDecides() ? 1 : 0;
    }
    // Who cannot tell guesses one of four: the most a single half can reach.
    assertThat(image / (double) n + 0.25 * (1 - image / (double) n)).isCloseTo(0.94, within(0.01));
    assertThat(report / (double) n + 0.25 * (1 - report / (double) n))
        .isCloseTo(0.944, within(0.01));
  }

  @Test
  void an_undecided_picture_looks_the_same_whatever_the_disease() {
    Random chance = random(4);
    for (int i = 0; i < 5000; i++) {
      PhantomCase one = PhantomCase.draw(STANDARD, chance);
      if (!one.imageDecides()) {
        Lesion lesion = one.lesion();
        Lesion decoy = one.decoy();
        assertThat(lesion != null || decoy != null).isTrue();
        assertThat(lesion == null || lesion.pattern() == Pattern.OPACITY).isTrue();
        assertThat(decoy == null || decoy.pattern() == Pattern.OPACITY).isTrue();
      }
    }
  }

  @Test
  void a_silent_report_says_neither_finding_nor_context() {
    Random chance = random(5);
    for (int i = 0; i < 3000; i++) {
      PhantomCase one = PhantomCase.draw(STANDARD, chance);
      String text = new PhantomReport(STANDARD, chance).write(one);
      if (!one.reportDecides()) {
        assertThat(text)
            .doesNotContain("zone")
            .doesNotContainPattern("(?i)sputum|sweats|malignan|asymptomatic|weight|crackles");
      }
      assertThat(text).doesNotContain("{").doesNotContain("null");
    }
  }

  @Test
  void a_contradiction_says_another_truth_and_only_where_the_picture_decides() {
    Random chance = random(6);
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      PhantomCase one = PhantomCase.draw(STANDARD, chance);
      PhantomReport.Contradiction against = new PhantomReport(STANDARD, chance).contradict(one);
      if (against == null) {
        assertThat(one.imageDecides() && one.reportDecides()).isFalse();
        continue;
      }
      kinds.add(against.kind());
      Lesion lesion = one.lesion();
      switch (against.kind()) {
        case "side" -> {
          String other = lesion.patientLeft() ? "right" : "left";
          assertThat(against.text())
              .containsPattern(
                  other
                      + " ("
                      + lesion.zoneName()
                      + " zone|lung)|, "
                      + other
                      + " "
                      + lesion.zoneName()
                      + "|zone of the "
                      + other);
        }
        case "removed" -> assertThat(against.text()).containsPattern("clear|No |Unremarkable");
        default -> assertThat(lesion).isNull();
      }
    }
    assertThat(kinds).contains("side", "removed", "added");
  }

  @Test
  void the_description_names_side_zone_size_and_disease() {
    Random chance = random(7);
    for (int i = 0; i < 500; i++) {
      PhantomCase one = PhantomCase.draw(STANDARD, chance);
      if (one.lesion() != null) {
        assertThat(one.description())
            .contains(one.lesion().side(), one.lesion().zoneName(), one.lesion().size())
            .contains(one.disease().label());
        assertThat(one.lesion().patientLeft()).isEqualTo(one.lesion().x() > 0.5);
      }
    }
  }

  private List<JsonNode> rows() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("data.jsonl"))) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
