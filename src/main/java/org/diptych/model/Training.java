package org.diptych.model;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network: Adam with a warm start and a cosine end, early stopping on validation, a
 * checkpoint after every epoch.
 */
final class Training {
  private static final int WARM = 60;
  private static final float LONGEST = 5f;
  private static final int REPORT_NEWS = 250;

  private final TrainingConfig config;
  private final TrainingBatch batches;
  private final Validation validation;
  private final Checkpoint checkpoint;
  private final Consumer<String> progress;
  private final boolean half;
  private final LossScale scale;

  /**
   * A training to be run once.
   *
   * @param half whether convolutions multiply in half precision
   */
  Training(
      TrainingConfig config,
      TrainingBatch batches,
      Validation validation,
      Checkpoint checkpoint,
      Consumer<String> progress,
      boolean half) {
    this.config = config;
    this.batches = batches;
    this.validation = validation;
    this.checkpoint = checkpoint;
    this.progress = progress;
    this.half = half;
    this.scale = LossScale.of(half);
  }

  /**
   * Trains and leaves the best parameters in the checkpoint; answers samples per second of training
   * proper.
   *
   * @param begin parameters to begin with, of another training of this very network, or null
   */
  double run(List<Sample> samples, Device device, boolean resume, @Nullable Path begin)
      throws IOException {
    Engine.getInstance().setRandomSeed((int) config.seed());
    ReadingNetwork network = config.network().architecture().assemble(config.network());
    if (half) {
      network.every(Convolution.class).forEach(Convolution::halve);
    }
    try (Model model = Model.newInstance("training", device);
        Prefetch prefetch = new Prefetch(batches, threads(device))) {
      model.setBlock(network);
      int first = resume ? checkpoint.resume(network, model.getNDManager()) : 0;
      if (first == 0 && begin != null) {
        checkpoint.begin(network, model.getNDManager(), begin);
      }
      int perEpoch = Math.max(1, samples.size() / config.batch());
      if (first == 0 && config.reportSteps() > 0) {
        readReports(model, network, device);
      }
      try (Trainer trainer = model.newTrainer(on(device));
          FlatAdam adam = optimiser(trainer, network)) {
        checkpoint.remind(adam, trainer.getManager());
        NetworkReader reader = new NetworkReader(network, trainer.getManager());
        long begun = System.nanoTime();
        int sinceBest = 0;
        long trained = 0;
        long training = 0;
        for (int epoch = first; epoch < config.epochs() && sinceBest < config.patience(); epoch++) {
          long start = System.nanoTime();
          double loss = epoch(trainer, adam, prefetch, samples, epoch);
          training += System.nanoTime() - start;
          trained += (long) perEpoch * config.batch();
          double score = validation.score(reader);
          boolean best = checkpoint.keep(network, adam, epoch, loss, score);
          sinceBest = best ? 0 : sinceBest + 1;
          Duration each = Duration.ofNanos(System.nanoTime() - begun).dividedBy(epoch - first + 1L);
          progress.accept(
              "epoch %d/%d loss %.3f validation %.4f%s, at most %s left"
                  .formatted(
                      epoch + 1,
                      config.epochs(),
                      loss,
                      score,
                      best ? " (best)" : "",
                      written(each.multipliedBy(config.epochs() - epoch - 1L))));
        }
        return trained / (Math.max(1, training) / 1e9);
      }
    }
  }

  /** A GPU leaves the processor to the drawing of batches; without one they share it. */
  private static int threads(Device device) {
    return device.isGpu() ? 2 : 1;
  }

  private static String written(Duration left) {
    return "%d min %02d s".formatted(left.toMinutes(), left.toSecondsPart());
  }

  private static FlatAdam optimiser(Trainer trainer, ReadingNetwork network) {
    trainer.initialize(new Shape(1));
    return new FlatAdam(network, trainer.getManager(), LONGEST);
  }

  private double epoch(
      Trainer trainer, FlatAdam adam, Prefetch prefetch, List<Sample> samples, int epoch) {
    int perEpoch = Math.max(1, samples.size() / config.batch());
    double steps = (double) config.epochs() * perEpoch;
    int[] step = {epoch * perEpoch};
    RunningLoss loss = new RunningLoss();
    prefetch.epoch(
        samples,
        config.batch(),
        config.seed(),
        epoch,
        drawn -> {
          loss.add(step(trainer, drawn));
          scale.stepped(adam.step(rate(step[0], step[0] / steps), scale.value()));
          step[0]++;
        });
    return loss.mean();
  }

  /** The language of reports first, from phantom reports alone. */
  private void readReports(Model model, ReadingNetwork network, Device device) {
    Random chance = new Random(config.seed());
    double steps = config.reportSteps();
    try (Trainer trainer = model.newTrainer(on(device));
        FlatAdam adam = optimiser(trainer, network)) {
      RunningLoss loss = new RunningLoss();
      for (int i = 1; i <= steps; i++) {
        loss.add(step(trainer, batches.drawReports(2 * config.batch(), chance)));
        scale.stepped(adam.step(rate(i - 1, i / steps), scale.value()));
        if (i % REPORT_NEWS == 0) {
          progress.accept("reports %d/%.0f loss %.3f".formatted(i, steps, loss.mean()));
        }
      }
    }
  }

  private double step(Trainer trainer, TrainingBatch.Drawn drawn) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      double value;
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        Outputs outputs = Outputs.of(trainer.forward(drawn.inputs(scope).toList()));
        NDArray loss = drawn.targets(scope).loss(outputs, config.exclusive(), config.losses());
        gradients.backward(scale.scaled(loss));
        value = loss.getFloat();
      }
      if (!Double.isFinite(value)) {
        throw new IllegalStateException("the loss is no number any more: lower the learning rate");
      }
      return value;
    }
  }

  /** The mean of what was added since it was last asked. */
  private static final class RunningLoss {
    private double sum;
    private int n;

    void add(double loss) {
      sum += loss;
      n++;
    }

    double mean() {
      double mean = sum / Math.max(1, n);
      sum = 0;
      n = 0;
      return mean;
    }
  }

  /** The rate warms up, then follows a cosine over the share of the training that is done. */
  private double rate(int step, double done) {
    double warm = Math.min(1, (step + 1.0) / WARM);
    double cosine = 0.5 + 0.5 * Math.cos(Math.PI * Math.min(1, done));
    return Math.max(1e-5, config.learningRate() * warm * cosine);
  }

  private static DefaultTrainingConfig on(Device device) {
    return new DefaultTrainingConfig(Loss.l2Loss()).optDevices(new Device[] {device});
  }
}
