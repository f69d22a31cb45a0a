package org.diptych.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.diptych.model.phantom.PhantomConfig;
import org.diptych.model.phantom.PhantomSet;

/** How fast the multimodal model of a package trains, on phantoms of the size of its pictures. */
public final class TrainingMeasure {
  private static final int WORDS = 48;
  private static final int EPOCHS = 3;
  private static final int VALIDATION = 64;

  private TrainingMeasure() {}

  /**
   * What a training came to.
   *
   * @param samples per second of training
   * @param flops floating-point operations per second: two for a multiply-add, and a step costs its
   *     forward pass three times
   */
  public record Rate(double samples, double flops) {}

  /**
   * Trains a few epochs on so many phantoms, below the directory.
   *
   * @param name {@code phantom}, {@code chest-xr} or {@code breast-us}: whose network and batch
   */
  public static Rate train(
      String name, Path directory, int phantoms, String device, boolean mixedPrecision)
      throws IOException {
    ObjectNode configuration = ComparedSet.PHANTOM.configuration();
    ObjectNode own = ComparedSet.configuration(name);
    configuration.set("network", own.get("network"));
    configuration.set("batch", own.get("batch"));
    RunPlan plan =
        new RunPlan("bench", "phantom", "mdlm", "seed", -1, 1, 9, 0, 1, "epochs=" + EPOCHS);
    TrainingConfig config = plan.configure(configuration);
    int side = config.network().inputSize();
    PhantomSet.write(
        directory.resolve("phantom"), PhantomConfig.of(9, side, 1), phantoms, VALIDATION, 0);
    PackageTraining training = new PackageTraining(config, directory, null, line -> {});
    if (mixedPrecision) {
      training.inMixedPrecision();
    }
    training.run(directory.resolve("package"), device, false);
    long operations = 3 * 2 * new NetworkCost(config.network()).step(WORDS);
    return new Rate(training.samplesPerSecond(), training.samplesPerSecond() * operations);
  }
}
