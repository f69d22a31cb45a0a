package org.diptych.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.diptych.inference.ServingMeasure;
import org.diptych.inference.WorkerPlan;
import org.diptych.model.EncoderMeasure;
import org.diptych.model.LuminanceImage;
import org.diptych.model.ModelPackage;
import org.diptych.model.ModelRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench inference}: the encoders beside the engine's peak, and how cases are served. */
@Command(
    name = "inference",
    mixinStandardHelpOptions = true,
    description = "Encoder throughput beside the peak matrix product; batching, memory, STAT.")
public final class InferenceBench implements Callable<Integer> {
  private static final String REPORT = "FINDINGS: Opacity in the left lower zone. No effusion.";

  @Option(names = "--package", description = "Default: ${DEFAULT-VALUE}.")
  private String name = "chest-xr";

  @Option(names = "--device", description = "cpu, cuda or auto (default: ${DEFAULT-VALUE}).")
  private String device = "auto";

  @Option(names = "--threads", description = "Native threads of one reading; 0: measured.")
  private int threads;

  @Option(names = "--batch", description = "Most cases of a batch (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(names = "--inferences", description = "For the growth of memory (default: 10000).")
  private int inferences = 10_000;

  @Option(names = "--engine", description = "Where native libraries are unpacked.")
  private Path engine = Path.of("data", "engine");

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws IOException {
    ModelRuntime.prepare(engine, threads);
    try (ModelPackage model = ModelPackage.load(name, device)) {
      WorkerPlan plan = WorkerPlan.of(model, device, threads, batch);
      print(
          "%d workers of %d threads, up to %d cases at once%n%n",
          plan.workers(), plan.threads(), plan.batch());
      ModelRuntime.useThreads(plan.threads());
      encoders(model);
      ServingMeasure serving = new ServingMeasure(model, picture(), REPORT, plan);
      batching(serving, plan.batch());
      stat(serving);
      memory(serving);
    }
    return 0;
  }

  private void encoders(ModelPackage model) {
    try (EncoderMeasure measure = new EncoderMeasure(model)) {
      double peak = measure.peak();
      print(
          "%s on %s, one worker, peak matrix product %.1f GFLOP/s%n",
          name, measure.device(), peak / 1e9);
      print("batch   cases/s   p50 ms   p99 ms   GFLOP/s   of peak%n");
      for (int batch : new int[] {1, 8, 32, 128}) {
        EncoderMeasure.Rate rate = measure.encode(batch);
        print(
            "%5d %9.1f %8.2f %8.2f %9.1f %8.1f %%%n",
            batch,
            rate.cases(),
            1e3 * rate.p50(),
            1e3 * rate.p99(),
            rate.flops() / 1e9,
            100 * rate.flops() / peak);
      }
    }
  }

  private void batching(ServingMeasure serving, int largest) {
    ServingMeasure.Served single = serving.saturated(1, 400);
    ServingMeasure.Served batched = serving.saturated(largest, 1600);
    double load = 0.7 * single.perSecond();
    ServingMeasure.Served alone = serving.openLoop(1, 600, load);
    ServingMeasure.Served together = serving.openLoop(largest, 600, load);
    print("%nserving          cases/s at most   p50 ms   p99 ms (open loop, %.0f/s)%n", load);
    print(
        "one at a time    %15.1f %8.1f %8.1f%n",
        single.perSecond(), 1e3 * alone.p50(), 1e3 * alone.p99());
    print(
        "dynamic batches  %15.1f %8.1f %8.1f%n",
        batched.perSecond(), 1e3 * together.p50(), 1e3 * together.p99());
    print(
        "ratio            %15.2f %8.2f%n",
        batched.perSecond() / single.perSecond(), together.p50() / alone.p50());
  }

  private void stat(ServingMeasure serving) {
    ServingMeasure.Urgent stat = serving.statBehind(1000);
    print(
        "%nSTAT behind 1000 routine cases: median %.1f ms, longest of %d %.1f ms,"
            + " %.2f and %.2f batch times of %.1f ms%n",
        1e3 * stat.median(),
        stat.tries(),
        1e3 * stat.longest(),
        stat.median() / stat.batch(),
        stat.longest() / stat.batch(),
        1e3 * stat.batch());
  }

  private void memory(ServingMeasure serving) throws IOException {
    serving.readMany(inferences / 5);
    long before = resident();
    serving.readMany(inferences);
    print(
        "%d inferences: resident memory %.1f MB before, growth %.1f MB%n",
        inferences, before / 1e6, (resident() - before) / 1e6);
  }

  /** Resident bytes after a collection, of Linux; 0 elsewhere. */
  private static long resident() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  private static LuminanceImage picture() {
    int side = 512;
    float[] pixels = new float[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (0.5 + 0.4 * Math.sin(i % side / 40.0) * Math.cos(i / side / 55.0));
    }
    return new LuminanceImage(side, side, pixels, false);
  }

  private void print(String form, Object... values) {
    out.printf(Locale.ROOT, form, values);
    out.flush();
  }
}
