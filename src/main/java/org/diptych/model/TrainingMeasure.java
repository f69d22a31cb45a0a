package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.diptych.model.phantom.PhantomConfig;
import org.diptych.model.phantom.PhantomSet;

/** How fast the multimodal model trains, on phantoms of the configured size. */
public final class TrainingMeasure {
  private static final int WORDS = 48;
  private static final int EPOCHS = 3;

  private TrainingMeasure() {}

  /**
   * What a training came to.
   *
   * @param samples per second of training
   * @param flops floating-point operations per second: two for a multiply-add, and a step costs its
   *     forward pass three times
   */
  public record Rate(double samples, double flops) {}

  /** Trains a few epochs on so many phantoms, below the directory. */
  public static Rate train(Path directory, int phantoms, String device, boolean mixedPrecision)
      throws IOException {
    PhantomSet.write(directory.resolve("phantom"), PhantomConfig.of(9, 96, 1), phantoms, 64, 0);
    RunPlan plan =
        new RunPlan("bench", "phantom", "mdlm", "seed", -1, 1, 9, 0, 1, "epochs=" + EPOCHS);
    String resource = ComparedSet.PHANTOM.configuration();
    try (InputStream in = TrainingMeasure.class.getResourceAsStream(resource)) {
      TrainingConfig config = plan.configure(new ObjectMapper().readTree(in));
      PackageTraining training = new PackageTraining(config, directory, null, line -> {});
      if (mixedPrecision) {
        training.inMixedPrecision();
      }
      training.run(directory.resolve("package"), device, false);
      long operations = 3 * 2 * new NetworkCost(config.network()).step(WORDS);
      return new Rate(training.samplesPerSecond(), training.samplesPerSecond() * operations);
    }
  }
}
