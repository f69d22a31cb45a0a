package org.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void percentiles_are_values_that_were_seen() {
    List<Duration> took =
        LongStream.range(0, 100).mapToObj(i -> Duration.ofMillis(99 - i)).toList();

    assertThat(Spread.of(took).millis(0.5)).isEqualTo(50);
    assertThat(Spread.of(took).millis(0.99)).isEqualTo(99);
    assertThat(Spread.of(took).millis(1)).isEqualTo(99);
  }

  @Test
  void nothing_has_no_percentiles() {
    assertThat(Spread.of(List.of()).millis(0.5)).isNaN();
  }
}
