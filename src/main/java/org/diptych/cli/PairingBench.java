package org.diptych.cli;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import org.diptych.journal.PastCases;
import org.diptych.pairing.PairingConfig;
import org.diptych.pairing.PairingMeasure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench pairing}: accepting and pairing one report, with more and more cases held. */
@Command(
    name = "pairing",
    mixinStandardHelpOptions = true,
    description = "Median time to accept and pair one report, with 10^3 to 10^6 cases held.")
final class PairingBench implements Callable<Integer> {
  private static final int WARM = 2_000;

  @Option(
      names = "--cases",
      split = ",",
      description = "How many are held, in rising order (default: ${DEFAULT-VALUE}).")
  private List<Long> sizes = List.of(1_000L, 10_000L, 100_000L, 1_000_000L);

  @Option(names = "--reports", description = "Paired at each size (default: ${DEFAULT-VALUE}).")
  private int reports = 300;

  @Option(
      names = "--url",
      description = "An empty PostgreSQL database, jdbc:postgresql://… (default: embedded H2).")
  private @Nullable String url;

  @Option(names = "--username", description = "Of the PostgreSQL database.")
  private @Nullable String username;

  @Option(names = "--password", description = "Of the PostgreSQL database.")
  private @Nullable String password;

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("diptych-pairing");
    try (JournalDatabase database =
        url == null
            ? JournalDatabase.embedded(data)
            : JournalDatabase.open(url, username, password, 8, "bench")) {
      measure(database);
    } finally {
      Trees.delete(data);
    }
    return 0;
  }

  private void measure(JournalDatabase database) {
    Clock clock = Clock.systemUTC();
    PairingConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(PairingConfig.class)
            .build()
            .getConfigMapping(PairingConfig.class);
    PairingMeasure measure = new PairingMeasure(new Journal(database, clock), config, clock);
    measure.pair(WARM);
    System.out.printf("%s%n|     cases | median ms | p99 ms | to the first |%n", name());
    System.out.println("|----------:|----------:|-------:|-------------:|");
    long held = 0;
    double first = 0;
    for (long size : sizes) {
      PastCases.add(database, held + 1, size);
      held = size;
      // What was just loaded is still being written behind, and the caches are those of the load.
      measure.pair(reports);
      long[] took = measure.pair(reports);
      double median = took[took.length / 2] / 1e6;
      first = first == 0 ? median : first;
      System.out.printf(
          Locale.ROOT,
          "| %9d | %9.2f | %6.2f | %12.2f |%n",
          size,
          median,
          took[(int) (took.length * 0.99)] / 1e6,
          median / first);
    }
  }

  private String name() {
    return url == null ? "embedded H2" : "PostgreSQL";
  }
}
