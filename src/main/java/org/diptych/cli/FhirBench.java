package org.diptych.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.journal.JournalDatabase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench fhir}: results delivered, and what the engine adds to the time of the model. */
@Command(
    name = "fhir",
    mixinStandardHelpOptions = true,
    description =
        "Results delivered per second and what the engine costs per case, beside a bare POST.")
final class FhirBench implements Callable<Integer> {
  /** Where results go. */
  enum Destination {
    EMBEDDED,
    EXTERNAL
  }

  private static final Pattern DELIVERED =
      Pattern.compile("(?m)^diptych_entries\\{.*kind=\"delivered\".*} ([0-9.E]+)$");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BOOT = Duration.ofSeconds(25);

  /** The numbers of what is only posted begin here. */
  private static final int POSTS = 500_000;

  @Option(names = "--cases", description = "Sent one by one (default: ${DEFAULT-VALUE}).")
  private int count = 60;

  @Option(
      names = "--warm",
      description = "Sent before and not counted (default: ${DEFAULT-VALUE}).")
  private int warm = 60;

  @Option(names = "--every", description = "Time between cases (default: ${DEFAULT-VALUE}).")
  private Duration every = Duration.ofSeconds(1);

  @Option(
      names = "--backlog",
      description = "Findings that wait when delivery begins; 0: none (default: ${DEFAULT-VALUE}).")
  private int backlog = 300;

  @Option(names = "--seconds", description = "Of the bare POST (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--to",
      split = ",",
      description = "EMBEDDED, EXTERNAL or both (default: ${DEFAULT-VALUE}).")
  private List<Destination> destinations = List.of(Destination.EMBEDDED, Destination.EXTERNAL);

  @Option(
      names = "--server",
      description =
          "Base URL of the external FHIR R4 server; without it, the repository of a second engine.")
  private @Nullable URI server;

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> jar = EngineProcess.jar("bench fhir");
    if (jar.isEmpty()) {
      return 1;
    }
    Path data = Files.createTempDirectory("diptych-fhir");
    try {
      print("fsync of 1 kB appended: %.0f/s%n", DiskSyncs.perSecond(data.resolve("sync")));
      boolean complete = true;
      for (Destination destination : destinations) {
        complete &= measure(jar.get(), data, destination);
      }
      return complete ? 0 : 1;
    } finally {
      Trees.delete(data);
    }
  }

  private boolean measure(Path jar, Path data, Destination destination)
      throws IOException, InterruptedException {
    Path own = Files.createDirectory(data.resolve(destination.name()));
    if (destination == Destination.EMBEDDED) {
      return measure(jar, own, "embedded repository", null);
    }
    if (server != null) {
      return measure(jar, own, "external server", server);
    }
    Path theirs = Files.createDirectory(data.resolve("server"));
    try (EngineProcess second = EngineProcess.ready(jar, theirs)) {
      return measure(jar, own, "second engine", URI.create(second.url() + "/fhir"));
    }
  }

  private boolean measure(Path jar, Path data, String name, @Nullable URI to)
      throws IOException, InterruptedException {
    BenchCases cases = new BenchCases(System.currentTimeMillis() / 1000);
    Map<String, String> settings = settings(to);
    Spread posts;
    try (EngineProcess engine = EngineProcess.ready(jar, data, settings)) {
      cases.send(engine.ports(), 0, warm, every.dividedBy(2));
      await(engine, warm);
      cases.send(engine.ports(), warm, warm + count, every);
      await(engine, warm + count);
      URI base = to == null ? URI.create(engine.url() + "/fhir") : to;
      FhirPosts bare = FhirPosts.like(data, cases, base);
      bare.send(Duration.ofSeconds(1), POSTS);
      posts = Spread.of(bare.send(Duration.ofSeconds(seconds), POSTS + POSTS / 10));
      if (bare.refused() > 0) {
        print("%s refused %d bare transactions%n", name, bare.refused());
        return false;
      }
    }
    List<CaseTimes> times;
    try (JournalDatabase database = JournalDatabase.embedded(data)) {
      times = CaseTimes.of(database, cases, warm, warm + count);
    }
    tell(name, times, posts);
    return times.size() == count && (backlog == 0 || drain(jar, data, cases, settings, posts));
  }

  private void tell(String name, List<CaseTimes> times, Spread posts) {
    print("%n%s: %d of %d cases delivered, one each %s%n", name, times.size(), count, every);
    print("|                                    |   p50 ms |   p99 ms | to a bare POST |%n");
    print("|------------------------------------|---------:|---------:|---------------:|%n");
    row("bare POST of the transaction", posts, posts);
    row("findings ready to committed", of(times, CaseTimes::delivery), posts);
    row("case ready to committed, no model", of(times, CaseTimes::overhead), posts);
    row("- case ready to findings, no model", of(times, CaseTimes::reading), posts);
    row("- findings to transaction written", of(times, CaseTimes::writing), posts);
    row("the model itself", of(times, CaseTimes::model), posts);
  }

  private static Spread of(List<CaseTimes> times, Function<CaseTimes, Duration> took) {
    return Spread.of(times.stream().map(took).toList());
  }

  private static void row(String what, Spread took, Spread posts) {
    print(
        "| %-34s | %8.1f | %8.1f | %14.2f |%n",
        what, took.millis(0.5), took.millis(0.99), took.millis(0.5) / posts.millis(0.5));
  }

  /** Starts the engine again with findings that wait; counts from when a fifth is delivered. */
  private boolean drain(
      Path jar, Path data, BenchCases cases, Map<String, String> settings, Spread posts)
      throws IOException, InterruptedException {
    int from = warm + count;
    int to = from + backlog;
    try (JournalDatabase database = JournalDatabase.embedded(data)) {
      new FhirBacklog(database, cases).add(from, to, Instant.now().plus(BOOT));
    }
    Map<String, String> patient = new HashMap<>(settings);
    patient.put("DIPTYCH_PAIRING_QUIET_PERIOD", "PT1H");
    try (EngineProcess engine = EngineProcess.ready(jar, data, patient)) {
      await(engine, to);
    }
    List<Instant> delivered;
    try (JournalDatabase database = JournalDatabase.embedded(data)) {
      delivered = CaseTimes.deliveries(database, cases, from, to);
    }
    if (delivered.size() < backlog) {
      print("%d of %d waiting findings delivered%n", delivered.size(), backlog);
      return false;
    }
    int begun = backlog / 5;
    double took =
        Duration.between(delivered.get(begun), delivered.get(backlog - 1)).toNanos() / 1e9;
    double perSecond = (backlog - 1 - begun) / took;
    double bare = 1000 * posts.sorted().length / Arrays.stream(posts.sorted()).sum();
    print(
        "%d waiting findings: %.1f results/s delivered; bare POST %.1f/s; ratio %.2f%n",
        backlog, perSecond, bare, perSecond / bare);
    return true;
  }

  private static Map<String, String> settings(@Nullable URI to) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DIPTYCH_PAIRING_QUIET_PERIOD", "PT0.1S");
    if (to != null) {
      settings.put("DIPTYCH_FHIR_URL", to.toString());
      settings.put("DIPTYCH_FHIR_CREATE", "patient,service-request,imaging-study");
    }
    return settings;
  }

  /** Waits until so many results are delivered, or for as long as that may take. */
  private void await(EngineProcess engine, int deliveries)
      throws IOException, InterruptedException {
    HttpRequest metrics = HttpRequest.newBuilder(URI.create(engine.url() + "/q/metrics")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    double delivered = 0;
    while (delivered < deliveries && System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(1);
      Matcher found =
          DELIVERED.matcher(http.send(metrics, HttpResponse.BodyHandlers.ofString()).body());
      delivered = found.find() ? Double.parseDouble(found.group(1)) : 0;
    }
  }

  private static void print(String form, Object... values) {
    System.out.printf(Locale.ROOT, form, values);
    System.out.flush();
  }
}
