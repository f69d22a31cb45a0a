package org.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void each_pause_is_twice_the_one_before_up_to_the_longest() {
    assertThat(backoff.pause(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.pause(3)).isEqualTo(Duration.ofSeconds(8));
    assertThat(backoff.pause(4)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backoff.pause(1_000_000)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void jitter_is_a_tenth_at_most_and_not_always_the_same() {
    Random random = new Random(7);
    assertThat(Stream.generate(() -> backoff.pause(3, random)).limit(100))
        .allMatch(pause -> pause.minus(Duration.ofSeconds(8)).abs().toMillis() <= 800)
        .anyMatch(pause -> !pause.equals(Duration.ofSeconds(8)));
  }
}
