package org.diptych.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measurements, each printed with the machine's own limit or a peer beside it. */
@Command(
    name = "bench",
    description = "Measure.",
    subcommands = {
      BootBench.class,
      FhirBench.class,
      InferenceBench.class,
      MllpBench.class,
      PairingBench.class,
      SystemsBench.class,
      TrainingBench.class
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
