package org.diptych.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real compressed objects through the native codecs. */
class CompressedSamplesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "dicom");

  @BeforeAll
  static void load() {
    Assumptions.assumeTrue(
        NativeCodecs.load(Path.of("target", "engine")), "no native codecs for this machine");
  }

  private static DisplayImage read(String name) throws UnreadablePixels {
    return new DisplayImageReader().read(FOLDER.resolve(name), 0);
  }

  /** Bars from the top: red first, green third, blue fifth; then black, two greys and white. */
  private static void assertShowsTheBars(DisplayImage image) {
    double[] expected = {0.299, 0.651, 0.587, 0.794, 0.114, 0.559, 0, 64 / 255.0, 192 / 255.0, 1};
    for (int bar = 0; bar < 10; bar++) {
      float shown = image.luminance()[(bar * 10 + 5) * image.width() + 5];
      assertThat((double) shown).as("bar %d", bar).isCloseTo(expected[bar], within(2e-3));
    }
    assertThat(image.colour()).isTrue();
  }

  @Test
  void jpeg_baseline_shows_the_colour_bars() throws Exception {
    assertShowsTheBars(read("jpeg-baseline-rgb.dcm"));
  }

  @Test
  void jpeg_lossless_shows_the_colour_bars() throws Exception {
    assertShowsTheBars(read("jpeg-lossless-rgb.dcm"));
  }

  @Test
  void jpeg_ls_shows_the_slide() throws Exception {
    DisplayImage slide = read("jpeg-ls-rgb.dcm");
    assertThat(slide.luminance()).hasSize(100);
    assertThat((double) slide.luminance()[55]).isCloseTo(243 / 255.0, within(0.02));
  }

  @Test
  void jpeg_2000_shows_the_segment() throws Exception {
    DisplayImage segment = read("jpeg-2000-binary.dcm");
    int inside = 0;
    for (float value : segment.luminance()) {
      assertThat(value).isIn(0f, 1f);
      inside += (int) value;
    }
    assertThat(inside).isEqualTo(36_233);
  }
}
