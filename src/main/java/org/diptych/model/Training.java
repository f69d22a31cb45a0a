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
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.ParameterTracker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Trains one network: Adam with a warm start and a cosine end, early stopping on validation, a
 * checkpoint after every epoch.
 */
final class Training {
  private static final int WARM = 60;
  private static final float CLIP = 1f;
  private static final int REPORT_NEWS = 250;

  private final TrainingConfig config;
  private final TrainingBatch batches;
  private final Validation validation;
  private final Checkpoint checkpoint;
  private final Consumer<String> progress;

  Training(
      TrainingConfig config,
      TrainingBatch batches,
      Validation validation,
      Checkpoint checkpoint,
      Consumer<String> progress) {
    this.config = config;
    this.batches = batches;
    this.validation = validation;
    this.checkpoint = checkpoint;
    this.progress = progress;
  }

  /** Trains and leaves the best parameters in the checkpoint. */
  void run(List<Sample> samples, Device device, boolean resume) throws IOException {
    Engine.getInstance().setRandomSeed((int) config.seed());
    ReadingNetwork network = config.network().architecture().assemble(config.network());
    try (Model model = Model.newInstance("training", device)) {
      model.setBlock(network);
      int first = resume ? checkpoint.resume(network, model.getNDManager()) : 0;
      int perEpoch = Math.max(1, samples.size() / config.batch());
      try (Trainer trainer = model.newTrainer(settings(device, perEpoch, first))) {
        trainer.initialize(new Shape(1));
        NetworkReader reader = new NetworkReader(network, trainer.getManager());
        if (first == 0) {
          readReports(trainer);
        }
        long begun = System.nanoTime();
        int sinceBest = 0;
        for (int epoch = first; epoch < config.epochs() && sinceBest < config.patience(); epoch++) {
          double loss = epoch(trainer, samples, epoch);
          double score = validation.score(reader);
          boolean best = checkpoint.keep(network, epoch, loss, score);
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
      }
    }
  }

  private static String written(Duration left) {
    return "%d min %02d s".formatted(left.toMinutes(), left.toSecondsPart());
  }

  private double epoch(Trainer trainer, List<Sample> samples, int epoch) {
    Random chance = new Random(config.seed() * 1000 + epoch);
    List<Sample> order = new ArrayList<>(samples);
    Collections.shuffle(order, chance);
    double sum = 0;
    int steps = 0;
    for (int at = 0; at + config.batch() <= order.size(); at += config.batch()) {
      sum += step(trainer, order.subList(at, at + config.batch()), chance);
      steps++;
    }
    return sum / Math.max(1, steps);
  }

  /** The language of reports first, from phantom reports alone. */
  private void readReports(Trainer trainer) {
    Random chance = new Random(config.seed());
    double sum = 0;
    for (int i = 1; i <= config.reportSteps(); i++) {
      try (NDManager scope = trainer.getManager().newSubManager()) {
        sum += step(trainer, batches.drawReports(scope, 2 * config.batch(), chance));
      }
      if (i % REPORT_NEWS == 0) {
        progress.accept(
            "reports %d/%d loss %.3f".formatted(i, config.reportSteps(), sum / REPORT_NEWS));
        sum = 0;
      }
    }
  }

  private double step(Trainer trainer, List<Sample> samples, Random chance) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      return step(trainer, batches.draw(scope, samples, chance));
    }
  }

  private double step(Trainer trainer, TrainingBatch.Drawn drawn) {
    double value;
    try (GradientCollector gradients = trainer.newGradientCollector()) {
      Outputs outputs = Outputs.of(trainer.forward(drawn.inputs().toList()));
      NDArray loss = drawn.targets().loss(outputs, config.exclusive(), config.losses());
      gradients.backward(loss);
      value = loss.getFloat();
    }
    trainer.step();
    return value;
  }

  private DefaultTrainingConfig settings(Device device, int perEpoch, int first) {
    double steps = (double) config.epochs() * perEpoch;
    double done = (double) first * perEpoch;
    double before = first == 0 ? config.reportSteps() : 0;
    ParameterTracker rate =
        new ParameterTracker() {
          @Override
          public float getNewValue(String parameter, int step) {
            double share = Math.max(0, Math.min(1, (done + step - before) / steps));
            double warm = Math.min(1, (step + 1.0) / WARM);
            double cosine = 0.5 + 0.5 * Math.cos(Math.PI * share);
            return (float) Math.max(1e-5, config.learningRate() * warm * cosine);
          }
        };
    return new DefaultTrainingConfig(Loss.l2Loss())
        .optOptimizer(Adam.builder().optLearningRateTracker(rate).optClipGrad(CLIP).build())
        .optDevices(new Device[] {device});
  }
}
