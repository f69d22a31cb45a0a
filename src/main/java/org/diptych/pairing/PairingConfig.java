package org.diptych.pairing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How long things wait for each other. */
@ConfigMapping(prefix = "diptych.pairing")
public interface PairingConfig {
  /** How long nothing new must arrive before a study is settled. */
  @WithDefault("PT5S")
  Duration quietPeriod();

  /**
   * Quiet periods of single senders: by {@code AET/MODALITY}, else by AE title, else by modality.
   */
  Map<String, Duration> quietPeriodBy();

  /**
   * The longest that images arriving at intervals may stretch the quiet period, and how long a
   * study waits while its procedure step runs.
   */
  @WithDefault("PT2M")
  Duration longestQuietPeriod();

  /** How long a report waits for its study before a person is told. */
  @WithDefault("PT72H")
  Duration reportWaits();

  /**
   * How far apart a study and its report may be when only patient, procedure and time speak for
   * them; {@code PT0S}: such evidence pairs nothing.
   */
  @WithDefault("PT24H")
  Duration window();

  /** How long a settled study waits for its report before a person is told. */
  @WithDefault("PT72H")
  Duration studyWaits();
}
