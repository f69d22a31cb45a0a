package org.diptych.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diptych.model.Architecture;
import org.diptych.model.ModelRuntime;
import org.diptych.model.PackageTraining;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: a model package from a configuration and data. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a model package from a configuration and data.")
public final class TrainCommand implements Callable<Integer> {
  private static final Pattern FOLD = Pattern.compile("([1-9]\\d?)/([1-9]\\d?)");

  @Option(
      names = "--config",
      required = true,
      description = "A training.json, or chest-xr or breast-us for the bundled one.")
  private String config = "";

  @Option(names = "--data", required = true, description = "Directory the configured sets are in.")
  private Path data = Path.of("");

  @Option(names = "--output", required = true, description = "Where the package is written.")
  private Path output = Path.of("");

  @Option(names = "--system", description = "cnn, bilstm, am or mdlm instead of the configured.")
  private @Nullable String system;

  @Option(names = "--device", description = "cpu, cuda or auto (default: ${DEFAULT-VALUE}).")
  private String device = "auto";

  @Option(names = "--resume", description = "Go on from the latest checkpoint in the output.")
  private boolean resume;

  @Option(
      names = "--from",
      description = "A package of the same network whose parameters the training begins with.")
  private @Nullable Path from;

  @Option(
      names = "--mixed-precision",
      description = "Convolutions multiply in half precision, with a scaled loss; for CUDA.")
  private boolean mixedPrecision;

  @Option(
      names = "--fold",
      description = "k/n: leave out fold k of n (k from 1), dealt by patient, to be tested.")
  private @Nullable String fold;

  @Option(names = "--engine", description = "Where native libraries are unpacked.")
  private Path engine = Path.of("data", "engine");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out =
        spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
    ModelRuntime.prepare(engine, 0);
    Path file = Path.of(config);
    if (!Files.exists(file)) {
      file = PackageTraining.bundled(config, output.resolve("training"));
    }
    if (!Files.exists(file)) {
      out.println("no such configuration: " + config);
      return 1;
    }
    Architecture architecture =
        system == null ? null : Architecture.valueOf(system.toUpperCase(Locale.ROOT));
    PackageTraining training =
        PackageTraining.of(
            file,
            data,
            architecture,
            line -> {
              out.println(line);
              out.flush();
            });
    if (from != null) {
      training.beginningWith(from);
    }
    if (mixedPrecision) {
      training.inMixedPrecision();
    }
    if (fold != null) {
      Matcher numbers = FOLD.matcher(fold);
      int k = numbers.matches() ? Integer.parseInt(numbers.group(1)) : 1;
      int n = numbers.matches() ? Integer.parseInt(numbers.group(2)) : 0;
      if (k > n) {
        out.println("--fold is k/n, such as 1/5");
        return 2;
      }
      training.withoutFold(k - 1, n);
    }
    training.run(output, device, resume);
    out.println("package written to " + output);
    return 0;
  }
}
