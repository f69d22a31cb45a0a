package org.diptych.cli;

import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;

/** Runs the engine until it is told to stop. */
@Command(name = "run", description = "Run the engine until it is told to stop.")
final class RunCommand implements Runnable {
  @Override
  public void run() {
    Quarkus.run();
  }
}
