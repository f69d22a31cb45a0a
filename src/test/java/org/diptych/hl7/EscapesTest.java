package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {
  private final Escapes escapes = new Escapes(Delimiters.STANDARD, StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a\\F\\b; a|b",
        "a\\S\\b; a^b",
        "a\\T\\b; a&b",
        "a\\R\\b; a~b",
        "a\\E\\b; a\\b",
        "\\E\\F\\E\\; \\F\\",
        "\\H\\bold\\N\\ plain; bold plain",
        "a\\X41\\b; aAb",
        "3 \\XC2B5\\m; 3 µm",
        "a\\.sk3\\b; a   b",
        "\\.fi\\a\\.nf\\; a"
      })
  void a_known_sequence_becomes_what_it_stands_for(String sent, String meant) {
    assertThat(escapes.unescape(sent)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\.br\\b", "a\\.sp\\b", "a\\.sp1\\b", "a\\.ce\\b", "a\\X0A\\b"})
  void a_formatting_command_ends_the_line(String sent) {
    assertThat(escapes.unescape(sent)).isEqualTo("a\nb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\Z1\\",
        "\\C2842\\",
        "\\M248\\",
        "\\Q\\",
        "C:\\temp\\new",
        "5 \\ 7",
        "\\",
        "\\\\",
        "\\X4\\",
        "\\XFF\\",
        "\\X00\\",
        "\\.xy\\",
        "\\.sp999999999\\"
      })
  void what_is_not_known_or_means_nothing_stays_as_it_was_sent(String sent) {
    assertThat(escapes.unescape(sent)).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"C:\\temp\\F\\x; C:\\temp|x", "5 \\ 7 \\T\\ 9; 5 \\ 7 & 9"})
  void a_lone_backslash_does_not_hide_the_sequence_after_it(String sent, String meant) {
    assertThat(escapes.unescape(sent)).isEqualTo(meant);
  }

  @Property
  void what_is_escaped_has_no_delimiter_left_and_unescapes_to_itself(
      @ForAll @NotBlank String text) {
    String sent = escapes.escape(text);

    assertThat(sent).doesNotContain("|", "^", "~", "&", "\r", "\n", "\u001c", "\u000b");
    if (text.indexOf('\0') < 0) {
      assertThat(escapes.unescape(sent)).isEqualTo(text);
    }
  }
}
