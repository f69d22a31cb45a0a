package org.diptych.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NarrativeTest {
  @Test
  void repetitions_of_one_obx_are_lines() {
    assertThat(text("OBX|1|TX|1||Heart normal.~~No effusion.~"))
        .isEqualTo("Heart normal.\n\nNo effusion.");
  }

  @Test
  void one_obx_for_each_line_gives_the_same_text() {
    assertThat(text("OBX|1|ST|1||Heart normal.", "OBX|2|ST|1||", "OBX|3|ST|1||No effusion."))
        .isEqualTo("Heart normal.\n\nNo effusion.");
  }

  @Test
  void sections_named_by_suffix_get_the_heading_their_text_lacks() {
    assertThat(
            text(
                "OBX|1|ST|IMG1&GDT||Heart normal.",
                "OBX|2|ST|IMG1&GDT||No effusion.",
                "OBX|3|ST|IMG1&IMP||Healthy."))
        .isEqualTo("FINDINGS:\nHeart normal.\nNo effusion.\nIMPRESSION:\nHealthy.");
  }

  @Test
  void a_section_that_has_a_heading_keeps_it_alone() {
    assertThat(
            text(
                "OBX|1|ST|&GDT|1|EXAMINATION: Chest",
                "OBX|2|ST|&IMP|2|IMPRESSION: ",
                "OBX|3|ST|&IMP|2|Healthy."))
        .isEqualTo("EXAMINATION: Chest\nIMPRESSION: \nHealthy.");
  }

  @Test
  void sections_named_by_loinc_get_headings_too() {
    assertThat(
            text(
                "OBX|1|TX|59776-5^Findings^LN||Heart normal.",
                "OBX|2|TX|19005-8^Impression^LN||Healthy."))
        .isEqualTo("FINDINGS:\nHeart normal.\nIMPRESSION:\nHealthy.");
  }

  @Test
  void escapes_are_resolved_after_the_field_was_split() {
    assertThat(text("OBX|1|FT|1||A\\R\\B\\.br\\C \\T\\ D~E\\S\\F")).isEqualTo("A~B\nC & D\nE^F");
  }

  @Test
  void delimiters_that_a_sender_forgot_to_escape_stay_in_the_text() {
    assertThat(text("OBX|1|TX|1||Lesion 3^4 cm, L4 & L5")).isEqualTo("Lesion 3^4 cm, L4 & L5");
  }

  @Test
  void values_that_are_no_text_and_lines_that_were_withdrawn_are_left_out() {
    assertThat(
            text(
                "OBX|1|NM|1||7",
                "OBX|2|TX|1||Normal.",
                "OBX|3|CE|1||A^B^C",
                "OBX|4|TX|1||Wrong.||||||W",
                "OBX|5|TX|1||\"\"",
                "OBX|6|RP|1||ref"))
        .isEqualTo("Normal.");
  }

  private static String text(String... segments) {
    MessageReading reading = new MessageReader(StandardCharsets.UTF_8).read(Samples.oru(segments));
    Message message = ((MessageReading.Read) reading).message();
    return Narrative.of(message.segments().stream().filter(s -> s.id().equals("OBX")).toList());
  }
}
