package org.diptych.fhir.repository;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** HAPI's own JPA server in its own process, as {@code src/test/jpa-server} builds it. */
public final class JpaServerPeer implements AutoCloseable {
  private final Process process;
  private final URI base;

  private JpaServerPeer(Process process, int port) {
    this.process = process;
    base = URI.create("http://127.0.0.1:" + port + "/fhir");
  }

  /** Starts what lies in the directory, and waits until it listens. */
  public static JpaServerPeer start(Path built) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1536m",
                "-cp",
                built.resolve("classes") + ":" + built.resolve("lib") + "/*",
                "org.diptych.peer.JpaServer")
            .redirectError(built.resolve("server.log").toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("READY ")) {
        int port = Integer.parseInt(line.substring("READY ".length()));
        drain(out);
        return new JpaServerPeer(process, port);
      }
    }
    throw new IOException("the server ended before it listened; see " + built + "/server.log");
  }

  /** A full pipe would stop the server. */
  private static void drain(BufferedReader out) {
    Thread thread = new Thread(() -> out.lines().forEach(line -> {}), "jpa-server output");
    thread.setDaemon(true);
    thread.start();
  }

  public URI base() {
    return base;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
