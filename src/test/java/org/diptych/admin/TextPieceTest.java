package org.diptych.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.diptych.study.WordAttention;
import org.junit.jupiter.api.Test;

class TextPieceTest {
  @Test
  void the_heaviest_word_is_marked_most_and_the_rest_in_proportion() {
    assertThat(
            TextPiece.cut(
                "a small effusion",
                List.of(new WordAttention(8, 16, 0.02), new WordAttention(2, 7, 0.01))))
        .containsExactly(
            new TextPiece("a ", 0),
            new TextPiece("small", 2),
            new TextPiece(" ", 0),
            new TextPiece("effusion", 4));
  }

  @Property
  void no_attention_ever_adds_or_loses_a_character(
      @ForAll String text,
      @ForAll @Size(max = 6) List<@IntRange(min = -3, max = 40) Integer> offsets,
      @ForAll @IntRange(min = -2, max = 9) int length) {
    List<WordAttention> attention =
        offsets.stream()
            .map(begin -> new WordAttention(begin, begin + length, Math.abs(begin)))
            .toList();
    assertThat(
            TextPiece.cut(text, attention).stream()
                .map(TextPiece::text)
                .collect(Collectors.joining()))
        .isEqualTo(text);
  }
}
