package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

class SplitTest {
  @Property
  void a_part_is_the_one_of_the_list_or_empty(
      @ForAll @CharRange(from = 'a', to = 'c') String text,
      @ForAll @IntRange(min = 1, max = 6) int number,
      @ForAll boolean delimited) {
    char delimiter = delimited ? 'b' : '\0';
    List<String> parts = Split.at(text, delimiter);

    assertThat(Split.part(text, delimiter, number))
        .isEqualTo(number <= parts.size() ? parts.get(number - 1) : "");
  }
}
