package org.diptych.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.diptych.model.Comparison;
import org.diptych.model.ModelRuntime;
import org.diptych.model.RunPool;
import org.diptych.model.TrainingRun;
import org.diptych.model.phantom.PhantomConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench systems}: the paper's comparison, on phantoms over seeds or on real sets by folds.
 */
@Command(
    name = "systems",
    mixinStandardHelpOptions = true,
    description =
        "Trains cnn, bilstm, am and mdlm alike and prints their table; goes on where it stopped.")
public final class SystemsBench implements Callable<Integer> {
  @Option(names = "--set", description = "phantom, busi or chest (default: ${DEFAULT-VALUE}).")
  private String set = "phantom";

  @Option(names = "--data", description = "Directory the sets are in; phantoms are written there.")
  private Path data = Path.of("data", "sets");

  @Option(names = "--output", description = "Where results are kept.")
  private Path output = Path.of("data", "systems");

  @Option(
      names = "--systems",
      split = ",",
      description = "Which are compared (default: ${DEFAULT-VALUE}).")
  private List<String> systems = List.of("cnn", "bilstm", "am", "mdlm");

  @Option(names = "--repeats", description = "Seeds or folds (default: ${DEFAULT-VALUE}).")
  private int repeats = 5;

  @Option(names = "--ablation", description = "Also train mdlm without each of its parts.")
  private boolean ablation;

  @Option(names = "--epochs", description = "Share of the configured epochs (default: 1).")
  private double epochs = 1;

  @Option(names = "--difficulty", description = "Of the phantoms (default: the standard).")
  private double difficulty = PhantomConfig.STANDARD_DIFFICULTY;

  @Option(names = "--jobs", description = "Trainings at once (default: ${DEFAULT-VALUE}).")
  private int jobs = 1;

  @Option(names = "--device", description = "cpu, cuda or auto (default: ${DEFAULT-VALUE}).")
  private String device = "auto";

  @Option(names = "--engine", description = "Where native libraries are unpacked.")
  private Path engine = Path.of("data", "engine");

  @Option(
      names = "--rate",
      description = "Learning rate of every system, instead of a search for each.")
  private double rate;

  @Option(names = "--run", arity = "1..*", hidden = true, description = "Carry out plans and end.")
  private List<Path> plans = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out =
        spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
    ModelRuntime.prepare(engine, jobs > 1 || !plans.isEmpty() ? 1 : 0);
    for (Path plan : plans) {
      TrainingRun.run(plan, data, output, device, line -> print(out, line));
    }
    if (!plans.isEmpty()) {
      return 0;
    }
    if (set.equalsIgnoreCase("phantom")) {
      Comparison.phantoms(data, 1, difficulty);
    } else if (!Files.isDirectory(data)) {
      print(out, "there is no " + data);
      return 1;
    }
    Comparison.Terms terms = new Comparison.Terms(set, systems, repeats, ablation, epochs, rate);
    new Comparison(terms, output, new RunPool(command(), output, jobs))
        .run(line -> print(out, line));
    print(out, Files.readString(output.resolve(set.toLowerCase(Locale.ROOT) + "-systems.md")));
    return 0;
  }

  /** This command again, for one plan. */
  private List<String> command() {
    String started = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx3g", "-XX:+UseSerialGC"));
    if (started.endsWith(".jar")) {
      command.addAll(List.of("-jar", started));
    } else {
      command.addAll(List.of("-cp", classPath, started));
    }
    command.addAll(List.of("bench", "systems", "--data", data.toString()));
    command.addAll(List.of("--output", output.toString(), "--device", device));
    command.addAll(List.of("--engine", engine.toString(), "--run"));
    return command;
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
