package org.diptych.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code run}, {@code demo}, {@code train}, {@code evaluate}, {@code bench}. */
@QuarkusMain
@Command(
    name = "diptych",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Pairs an imaging study with its clinical report and reads both.",
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      BenchCommand.class
    })
public final class Main implements Runnable {
  /** Exits 0 only on success. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    // Else the toolkit puts patients' pictures into files outside the data directory.
    ImageIO.setUseCache(false);
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              line.getErr().println(line.getCommandName() + ": " + Problem.of(failure));
              return CommandLine.ExitCode.SOFTWARE;
            })
        .execute(arguments);
  }

  /** Without a command the engine runs. */
  @Override
  public void run() {
    new RunCommand().run();
  }
}
