package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final Vocabulary VOCABULARY =
      Vocabulary.of(
          List.of(
              "no pneumonia no pneumonia in the left lung left lung <findings>",
              "consolidation consolation conglomerate"),
          100,
          100);

  @Test
  void a_picture_is_letterboxed_and_a_box_finds_its_way_back() {
    float[] pixels = new float[200 * 100];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 200 / 200f;
    }
    PreparedImage prepared =
        PixelPreparation.prepare(new LuminanceImage(200, 100, pixels, false), 64);
    assertThat(prepared.top()).isEqualTo(16);
    assertThat(prepared.pixels()[0]).isZero();
    double mean = 0;
    for (float v : prepared.pixels()) {
      mean += v / prepared.pixels().length;
    }
    assertThat(mean).isCloseTo(0, within(1e-4));
    double[] back = prepared.toOriginal(prepared.toSquare(40, 20, 60, 30), 200, 100);
    assertThat(back).containsExactly(new double[] {40, 20, 60, 30}, within(1e-4));
  }

  @Test
  void shrinking_by_area_keeps_the_mean() {
    float[] from = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    float[] to = PixelPreparation.area(from, 3, 3, 2, 2);
    assertThat((to[0] + to[1] + to[2] + to[3]) / 4).isCloseTo(4f, within(1e-5f));
  }

  @Test
  void tokens_keep_negations_and_point_into_the_original_text() {
    String text = "FINDINGS: No Pneumonia in the left lung, 12 mm.";
    List<Token> tokens = new Tokeniser(VOCABULARY).read(text, 50);
    assertThat(text.substring(tokens.get(1).begin(), tokens.get(1).end())).isEqualTo("No");
    assertThat(tokens.get(1).id()).isEqualTo(VOCABULARY.id("no"));
    assertThat(text.substring(tokens.get(2).begin(), tokens.get(2).end())).isEqualTo("Pneumonia");
    assertThat(tokens.get(0).id()).isEqualTo(VOCABULARY.id("<findings>"));
  }

  @Test
  void an_unseen_word_is_read_in_pieces_that_cover_it() {
    List<Token> tokens = new Tokeniser(VOCABULARY).read("consolidative", 50);
    assertThat(tokens).hasSizeGreaterThan(1).noneMatch(Token::whole);
    assertThat(tokens.get(0).begin()).isZero();
    assertThat(tokens.get(tokens.size() - 1).end()).isEqualTo("consolidative".length());
    assertThat(tokens).noneMatch(token -> token.id() == Vocabulary.UNKNOWN);
  }

  @Test
  void a_long_report_loses_its_history_first() {
    Tokeniser tokeniser = new Tokeniser(VOCABULARY);
    String text = "INDICATION: left left left left left. FINDINGS: no pneumonia";
    List<Token> tokens = tokeniser.read(text, 4);
    assertThat(tokens).extracting(Token::id).contains(VOCABULARY.id("pneumonia"));
    assertThat(tokens).hasSize(4);
  }

  @Test
  void label_words_take_their_whole_sentence_with_them_whatever_their_number() {
    LabelWords words = new LabelWords(List.of("edema", "pneumonia", "no acute finding"));
    String sick =
        "Chest radiograph, AP view. Findings: edema, pneumonia. Pneumonia in the left zone.";
    String well = "Chest radiograph, AP view. No acute finding.";
    assertThat(words.hide(sick)).isEqualTo(words.hide(well)).doesNotContainIgnoringCase("edema");
  }

  @Test
  void a_mirrored_picture_swaps_left_and_right_in_its_text() {
    Random chance = new Random(1);
    boolean swapped = false;
    for (int i = 0; i < 20; i++) {
      Augmentation change = new Augmentation(32, 1, true, chance);
      float[] box = change.box(new float[] {0.2f, 0.5f, 0.1f, 0.1f});
      boolean mirrored = box[0] > 0.5;
      assertThat(change.text("in the left breast"))
          .isEqualTo(mirrored ? "in the right breast" : "in the left breast");
      swapped |= mirrored;
    }
    assertThat(swapped).isTrue();
  }

  @Test
  void a_description_is_written_as_a_person_writes() {
    Phrases phrases = Phrases.of(List.of("One lesion, 29% wide. Left-sided."));
    int[] tokens = phrases.encode("One lesion, 29% wide. Left-sided.", 30);
    List<Integer> said = Arrays.stream(tokens).boxed().toList();
    assertThat(phrases.write(said)).isEqualTo("One lesion, 29% wide. Left-sided.");
  }

  @Test
  void the_box_of_a_mask_is_that_of_its_weightiest_connected_region() {
    float[] mask = new float[64];
    mask[0] = 0.9f;
    for (int cell : new int[] {27, 28, 35, 36, 44}) {
      mask[cell] = 0.8f;
    }
    // From the middle of a cell of 0.8 to that of a cell of 0, a half is met at three eighths.
    assertThat(LesionBox.of(mask, 0.5)).containsExactly(4f / 8, 4.5f / 8, 1.75f / 8, 2.75f / 8);
    assertThat(LesionBox.of(new float[64], 0.5)).isNull();
  }

  @Test
  void the_sides_of_a_box_are_finer_than_the_cells_of_its_mask() {
    int side = 16;
    double left = 3.3;
    double right = 9.8;
    float[] mask = new float[side * side];
    for (int i = 0; i < mask.length; i++) {
      int x = i % side;
      double covered = Math.min(x + 1, right) - Math.max(x, left);
      mask[i] = i / side > 4 && i / side < 9 ? (float) Math.max(0, covered) : 0;
    }
    float[] box = LesionBox.of(mask, 0.5);
    assertThat(box).isNotNull();
    assertThat((box[0] - box[2] / 2) * side).isCloseTo((float) left, within(0.15f));
    assertThat((box[0] + box[2] / 2) * side).isCloseTo((float) right, within(0.15f));
    assertThat((box[1] - box[3] / 2) * side).isEqualTo(5);
    assertThat((box[1] + box[3] / 2) * side).isEqualTo(9);
  }
}
