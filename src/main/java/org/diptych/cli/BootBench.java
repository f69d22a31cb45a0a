package org.diptych.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time from start to ready and resident memory with the models loaded, beside an empty JVM's. */
@Command(
    name = "boot",
    description = "Time to ready and resident memory, beside an empty JVM on this machine.")
final class BootBench implements Callable<Integer> {
  @Option(names = "--runs", defaultValue = "3", description = "How often (default 3).")
  private int runs = 3;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> jar = EngineProcess.jar("bench boot");
    if (jar.isEmpty()) {
      return 1;
    }
    double empty = emptyJvmSeconds();
    System.out.printf("empty JVM (java -version)  %.2f s%n", empty);
    for (int run = 1; run <= runs; run++) {
      measure(jar.get(), run, empty);
    }
    return 0;
  }

  private static void measure(Path jar, int run, double empty)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("diptych-bench");
    try {
      long start = System.nanoTime();
      try (EngineProcess engine = EngineProcess.ready(jar, data)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "run %d: ready after %.2f s (%.0f x empty JVM), resident %d MB with models loaded%n",
            run, seconds, seconds / empty, engine.residentBytes() / (1024 * 1024));
      }
    } finally {
      Trees.delete(data);
    }
  }

  private static double emptyJvmSeconds() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
            .redirectErrorStream(true)
            .start();
    try (InputStream output = java.getInputStream()) {
      output.readAllBytes();
    }
    java.waitFor();
    return (System.nanoTime() - start) / 1e9;
  }
}
