package org.diptych.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.diptych.model.EncoderMeasure;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import org.diptych.model.TrainingMeasure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench training}: samples per second beside the engine's peak. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    description = "Training samples per second beside the peak matrix product.")
public final class TrainingBench implements Callable<Integer> {
  @Option(
      names = "--package",
      description =
          "Whose network and batch: chest-xr, breast-us or phantom (default: ${DEFAULT-VALUE}).")
  private String name = "chest-xr";

  @Option(names = "--phantoms", description = "Cases of an epoch (default: ${DEFAULT-VALUE}).")
  private int phantoms = 1024;

  @Option(names = "--device", description = "cpu, cuda or auto (default: ${DEFAULT-VALUE}).")
  private String device = "auto";

  @Option(names = "--mixed-precision", description = "Convolutions in half precision; for CUDA.")
  private boolean mixedPrecision;

  @Option(names = "--threads", description = "Native threads; 0: the engine's own.")
  private int threads;

  @Option(names = "--engine", description = "Where native libraries are unpacked.")
  private Path engine = Path.of("data", "engine");

  @Override
  public Integer call() throws IOException {
    ModelRuntime.prepare(engine, threads);
    Path directory = Files.createTempDirectory("diptych-training");
    try {
      TrainingMeasure.Rate rate =
          TrainingMeasure.train(name, directory, phantoms, device, mixedPrecision);
      String trained = directory.resolve("package").toString();
      try (ModelPackage model = ModelPackage.load(trained, device);
          EncoderMeasure measure = new EncoderMeasure(model)) {
        double peak = measure.peak();
        System.out.printf(
            Locale.ROOT,
            "training %s on %s: %.0f samples/s, %.1f GFLOP/s, %.1f %% of a peak of %.1f GFLOP/s%n",
            name,
            measure.device(),
            rate.samples(),
            rate.flops() / 1e9,
            100 * rate.flops() / peak,
            peak / 1e9);
      }
    } finally {
      Trees.delete(directory);
    }
    return 0;
  }
}
