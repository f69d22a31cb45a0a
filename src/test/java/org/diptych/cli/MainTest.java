package org.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void pictures_are_never_put_into_files_outside_the_data_directory() {
    ImageIO.setUseCache(true);

    assertThat(Main.execute("--help")).isZero();

    assertThat(ImageIO.getUseCache()).isFalse();
  }
}
