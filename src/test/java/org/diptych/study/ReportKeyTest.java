package org.diptych.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportKeyTest {
  @Test
  void a_name_that_fits_is_the_key_and_one_that_does_not_is_known_by_its_digest() {
    String fits = "a".repeat(255);

    assertThat(ReportKey.named(fits).value()).isEqualTo(fits);
    assertThat(ReportKey.named(fits + "a").value())
        .matches("[0-9a-f]{64}")
        .isEqualTo(ReportKey.named(fits + "a").value())
        .isNotEqualTo(ReportKey.named(fits + "b").value());
  }
}
