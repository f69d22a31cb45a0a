package org.diptych.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An engine in a process of its own, on ports of its own, as an operating system would run it. */
public final class EngineProcess implements AutoCloseable {
  private static final Duration PROBE = Duration.ofSeconds(5);

  private final Process process;
  private final Ports ports;
  private final Path log;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();

  private EngineProcess(Process process, Ports ports, Path log) {
    this.process = process;
    this.ports = ports;
    this.log = log;
  }

  /** The ports of one engine. */
  public record Ports(int http, int dicom, int mllp) {
    /** Ports that were free a moment ago. */
    public static Ports free() throws IOException {
      try (ServerSocket one = new ServerSocket(0);
          ServerSocket two = new ServerSocket(0);
          ServerSocket three = new ServerSocket(0)) {
        return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
      }
    }
  }

  /**
   * Starts the packaged engine.
   *
   * @param jar {@code quarkus-run.jar}
   * @param data its data directory
   * @param settings further environment variables
   * @param log where its output goes, appended
   */
  public static EngineProcess start(
      Path jar, Path data, Ports ports, Map<String, String> settings, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-jar");
    command.add(jar.toString());
    command.add("run");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.put("DIPTYCH_DATA", data.toString());
    environment.put("DIPTYCH_HTTP_PORT", String.valueOf(ports.http()));
    environment.put("DIPTYCH_DICOM_PORT", String.valueOf(ports.dicom()));
    environment.put("DIPTYCH_MLLP_PORT", String.valueOf(ports.mllp()));
    environment.putAll(settings);
    return new EngineProcess(builder.start(), ports, log);
  }

  /** Starts the packaged engine with nothing set, on free ports, and waits until it is ready. */
  static EngineProcess ready(Path jar, Path data) throws IOException, InterruptedException {
    return ready(jar, data, Map.of());
  }

  /** The same with settings. */
  static EngineProcess ready(Path jar, Path data, Map<String, String> settings)
      throws IOException, InterruptedException {
    EngineProcess engine = start(jar, data, Ports.free(), settings, data.resolve("bench.log"));
    try {
      engine.awaitReady(Duration.ofMinutes(2));
      return engine;
    } catch (IOException | InterruptedException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** The {@code quarkus-run.jar} this process was started from; says so and is empty otherwise. */
  static Optional<Path> jar(String command) {
    Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    if (Files.isRegularFile(jar)) {
      return Optional.of(jar);
    }
    System.err.printf("%1$s: start it from the packaged engine (java -jar … %1$s)%n", command);
    return Optional.empty();
  }

  public Ports ports() {
    return ports;
  }

  /** Its HTTP address, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + ports.http();
  }

  /** Waits until {@code /q/health/ready} says UP; refuses to wait longer than the limit. */
  public void awaitReady(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException("the engine ended with code " + process.exitValue() + ", see " + log);
      }
      if (ready()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IOException("the engine was not ready after " + limit + ", see " + log);
  }

  private boolean ready() throws InterruptedException {
    HttpRequest probe =
        HttpRequest.newBuilder(URI.create(url() + "/q/health/ready")).timeout(PROBE).build();
    try {
      return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Resident memory in bytes, or -1 where the system does not tell. */
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(-1);
  }

  /** Ends it as a power cut would: no signal it could react to. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop and waits; kills it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
