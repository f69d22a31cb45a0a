package org.diptych.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.diptych.study.InstanceBuilder.anInstance;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.diptych.journal.KeptInstance;
import org.diptych.model.ImageRule;
import org.diptych.model.PackageAbout;
import org.diptych.study.InstanceBuilder;
import org.junit.jupiter.api.Test;

/** The rule by which a package's images are found in a study. */
class ImageChoiceTest {
  private static final ImageRule FRONTAL =
      new ImageRule(List.of("PA", "AP"), List.of("SECONDARY", "LOCALIZER"));

  @Test
  void the_most_wanted_view_comes_first_and_an_unwanted_one_is_not_read() {
    assertThat(
            chosen(
                FRONTAL,
                anInstance("1.1").withView("LL").withNumber(1),
                anInstance("1.2").withView("AP").withNumber(2),
                anInstance("1.3").withView("PA").withNumber(3),
                anInstance("1.4").withView(null).withNumber(4)))
        .containsExactly("1.3", "1.2", "1.4");
  }

  @Test
  void screenshots_localizers_and_other_modalities_or_body_parts_are_not_read() {
    assertThat(
            chosen(
                FRONTAL,
                anInstance("1.1").withImageType("DERIVED\\SECONDARY"),
                anInstance("1.2").withImageType("ORIGINAL\\PRIMARY\\LOCALIZER"),
                anInstance("1.3").withModality("OT"),
                anInstance("1.4").ofBodyPart("ABDOMEN"),
                anInstance("1.5").withImageType("ORIGINAL\\PRIMARY")))
        .containsExactly("1.5");
  }

  @Test
  void of_one_view_the_series_with_the_most_images_wins_and_in_it_what_was_acquired() {
    assertThat(
            chosen(
                FRONTAL,
                anInstance("1.1").ofSeries("7").withNumber(1),
                anInstance("1.2").ofSeries("8").withNumber(1).withImageType("DERIVED\\PRIMARY"),
                anInstance("1.3").ofSeries("8").withNumber(2).withImageType("ORIGINAL\\PRIMARY"),
                anInstance("1.4").ofSeries("8").withNumber(3).withImageType("ORIGINAL\\PRIMARY")))
        .containsExactly("1.3", "1.4", "1.2", "1.1");
  }

  @Test
  void a_package_without_a_rule_reads_any_view_but_nothing_secondary() {
    assertThat(
            chosen(
                null,
                anInstance("1.1").withView("LL").withNumber(2),
                anInstance("1.2").withImageType("DERIVED\\SECONDARY").withNumber(1)))
        .containsExactly("1.1");
  }

  private static List<String> chosen(ImageRule rule, InstanceBuilder... instances) {
    PackageAbout about =
        new PackageAbout(
            "x", "1", "x", List.of("CR"), List.of("CHEST"), true, rule, "", "", List.of());
    List<KeptInstance> kept =
        Stream.of(instances)
            .map(each -> new KeptInstance(each.build(), "o", "d", 1, "MODALITY", Instant.EPOCH))
            .toList();
    return ImageChoice.candidates(kept, about).stream()
        .map(each -> each.instance().uid().value())
        .toList();
  }
}
