package org.diptych.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.diptych.hl7.BareServer;
import org.diptych.journal.EntryKind;
import org.diptych.journal.Journal;
import org.diptych.journal.JournalDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench mllp}: durably acknowledged reports, beside the disk's syncs and a bare server. */
@Command(
    name = "mllp",
    mixinStandardHelpOptions = true,
    description =
        "Durably acknowledged messages per second, beside fsync and a server that stores nothing.")
final class MllpBench implements Callable<Integer> {
  @Option(names = "--seconds", description = "Of each measurement (default: ${DEFAULT-VALUE}).")
  private int seconds = 15;

  @Option(
      names = "--connections",
      split = ",",
      description = "How many senders (default: ${DEFAULT-VALUE}).")
  private List<Integer> connections = List.of(1, 8, 64);

  @Option(
      names = "--kill",
      description = "Kill the engine under load and look for what it had acknowledged.")
  private boolean kill;

  @Override
  public Integer call() throws Exception {
    Optional<Path> jar = EngineProcess.jar("bench mllp");
    if (jar.isEmpty()) {
      return 1;
    }
    Path data = Files.createTempDirectory("diptych-mllp");
    try {
      return kill ? killed(jar.get(), data) : measured(jar.get(), data);
    } finally {
      Trees.delete(data);
    }
  }

  private int measured(Path jar, Path data) throws Exception {
    double syncs = DiskSyncs.perSecond(data.resolve("sync"));
    System.out.printf(Locale.ROOT, "fsync of 1 kB appended: %.0f/s%n", syncs);
    List<MllpLoad.Seen> bare = new ArrayList<>();
    EngineProcess.Ports ports = EngineProcess.Ports.free();
    try (BareServer server = BareServer.listen(ports.mllp())) {
      new MllpLoad(ports.mllp(), "W").send(8, Duration.ofSeconds(5));
      for (int count : connections) {
        bare.add(new MllpLoad(ports.mllp(), "B").send(count, Duration.ofSeconds(seconds)));
        System.out.println("bare server  " + bare.get(bare.size() - 1));
      }
    }
    try (EngineProcess engine = EngineProcess.ready(jar, data)) {
      int port = engine.ports().mllp();
      new MllpLoad(port, "W").send(8, Duration.ofSeconds(5));
      for (int i = 0; i < connections.size(); i++) {
        MllpLoad.Seen seen =
            new MllpLoad(port, "E" + i + "-").send(connections.get(i), Duration.ofSeconds(seconds));
        System.out.printf(
            Locale.ROOT,
            "engine       %s  %.2f of the bare server, %.2f of fsync%n",
            seen,
            seen.perSecond() / bare.get(i).perSecond(),
            seen.perSecond() / syncs);
      }
    }
    return 0;
  }

  /** Kills the engine in the middle of the load, and reads the journal it left behind. */
  private int killed(Path jar, Path data) throws Exception {
    MllpLoad load;
    try (EngineProcess engine = EngineProcess.ready(jar, data)) {
      load = new MllpLoad(engine.ports().mllp(), "K");
      Thread blow =
          new Thread(
              () -> {
                try {
                  Thread.sleep(Duration.ofSeconds(seconds).toMillis() / 2);
                  engine.kill();
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              });
      blow.start();
      load.send(connections.get(connections.size() - 1), Duration.ofSeconds(seconds));
      blow.join();
    }
    List<String> acknowledged = load.acknowledged();
    try (JournalDatabase database = JournalDatabase.embedded(data)) {
      Journal journal = new Journal(database, Clock.systemUTC());
      long lost =
          acknowledged.stream()
              .filter(
                  id ->
                      journal
                          .transact(
                              open ->
                                  open.entries().find(EntryKind.REPORT_KEPT, "BENCH|BENCH#" + id))
                          .isEmpty())
              .count();
      System.out.printf("killed under load: %d acknowledged, %d lost%n", acknowledged.size(), lost);
      return lost == 0 && !acknowledged.isEmpty() ? 0 : 1;
    }
  }
}
