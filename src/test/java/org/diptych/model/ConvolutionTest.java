package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Convolutions compute with what they are given and nothing that lay in memory before. */
class ConvolutionTest {
  private static final int CASES = 8;
  private static final int CHANNELS = 24;
  private static final int SIDE = 40;

  @BeforeAll
  static void prepare() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
  }

  @Test
  void the_sum_is_that_of_the_equation_whatever_lay_in_memory() {
    Convolution convolution = new Convolution(CHANNELS, CHANNELS, 3, 1, false);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      convolution.setInitializer(new NormalInitializer(0.2f), Parameter.Type.WEIGHT);
      convolution.initialize(manager, DataType.FLOAT32, new Shape(1));
      float[] w = convolution.getParameters().get(0).getValue().getArray().toFloatArray();
      float[] x = drawn();
      NDArray input = manager.create(x, new Shape(CASES, CHANNELS, SIDE, SIDE));
      for (int round = 0; round < 5; round++) {
        leaveNoNumbers(manager);
        NDArray y = Part.run(convolution, new ParameterStore(manager, false), false, input);
        assertThat(y.getShape()).isEqualTo(new Shape(CASES, CHANNELS, SIDE, SIDE));
        for (int[] at : new int[][] {{0, 0, 5, 7}, {3, 11, 39, 20}, {7, 23, 0, 39}}) {
          // Normalisation that has learned nothing divides by the root of 1 + epsilon.
          assertThat(y.getFloat(at[0], at[1], at[2], at[3]))
              .isCloseTo((float) sum(w, x, at), within(1e-3f));
        }
      }
    }
  }

  @Test
  void gradients_are_numbers_whatever_lay_in_memory() {
    Convolution convolution = new Convolution(CHANNELS, CHANNELS, 3, 1, true);
    try (Model model = Model.newInstance("one", Device.cpu())) {
      model.setBlock(convolution);
      DefaultTrainingConfig plain =
          new DefaultTrainingConfig(Loss.l2Loss()).optDevices(new Device[] {Device.cpu()});
      try (Trainer trainer = model.newTrainer(plain)) {
        trainer.initialize(new Shape(1));
        for (int round = 0; round < 5; round++) {
          try (NDManager scope = trainer.getManager().newSubManager()) {
            NDArray input = scope.create(drawn(), new Shape(CASES, CHANNELS, SIDE, SIDE));
            leaveNoNumbers(scope);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
              gradients.backward(trainer.forward(new NDList(input)).head().square().mean());
            }
            NDArray weights = convolution.getParameters().get(0).getValue().getArray();
            float[] gradient = weights.getGradient().toFloatArray();
            assertThat(gradient).hasSize(CHANNELS * CHANNELS * 9).doesNotContain(Float.NaN);
          }
        }
      }
    }
  }

  @Test
  void half_precision_learns_nearly_the_same() {
    List<float[]> gradients = new ArrayList<>();
    for (boolean half : new boolean[] {false, true}) {
      Convolution convolution = new Convolution(CHANNELS, CHANNELS, 3, 1, true);
      convolution.setInitializer(new ConstantInitializer(0.1f), Parameter.Type.WEIGHT);
      if (half) {
        convolution.halve();
      }
      try (Model model = Model.newInstance("one", Device.cpu())) {
        model.setBlock(convolution);
        DefaultTrainingConfig plain =
            new DefaultTrainingConfig(Loss.l2Loss()).optDevices(new Device[] {Device.cpu()});
        try (Trainer trainer = model.newTrainer(plain);
            NDManager scope = trainer.getManager().newSubManager()) {
          trainer.initialize(new Shape(1));
          NDArray input = scope.create(drawn(), new Shape(CASES, CHANNELS, SIDE, SIDE));
          NDArray aim = scope.create(drawn(), new Shape(CASES, CHANNELS, SIDE, SIDE));
          try (GradientCollector collector = trainer.newGradientCollector()) {
            NDArray y = trainer.forward(new NDList(input)).head();
            assertThat(y.getDataType()).isEqualTo(DataType.FLOAT32);
            collector.backward(Numbers.times(y.mul(aim).mean(), 4096));
          } catch (EngineException e) {
            assumeFalse(half, "no half precision on this processor: " + e.getMessage());
            throw e;
          }
          NDArray weights = convolution.getParameters().get(0).getValue().getArray();
          gradients.add(weights.getGradient().toFloatArray());
        }
      }
    }
    float[] single = gradients.get(0);
    float[] other = gradients.get(1);
    double size = 0;
    double error = 0;
    for (int i = 0; i < single.length; i++) {
      size += single[i] * single[i];
      error += (single[i] - other[i]) * (single[i] - other[i]);
    }
    assertThat(Math.sqrt(error / size)).isBetween(1e-7, 0.02);
  }

  @Test
  void a_device_that_computes_wrong_sums_is_found_out() {
    DeviceCheck.require(Device.cpu());
    assertThatThrownBy(() -> DeviceCheck.requireNear(0.1f, 0.2f, Device.cpu()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wrong sums");
    assertThatThrownBy(() -> DeviceCheck.requireNear(Float.NaN, 0.2f, Device.cpu()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_device_that_answers_with_no_numbers_has_failed() {
    NetworkConfig config =
        new NetworkConfig(
            Architecture.MDLM, 32, 4, 1, true, true, 6, 5, FusionKind.GATED, 3, 20, 12, 9, 7, 0f);
    ReadingNetwork network = config.architecture().assemble(config);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      network.initialize(manager, DataType.FLOAT32, new Shape(1));
      NetworkReader reader = new NetworkReader(network, manager);
      List<PreparedCase> one =
          List.of(new PreparedCase(new float[32 * 32], List.of(new Token(3, 0, 1, true)), null));
      assertThat(reader.read(one, 0, 1)).hasSize(1);
      for (Parameter parameter : network.getParameters().values()) {
        NDArray array = parameter.getArray();
        array.addi(Float.NaN);
      }
      assertThatThrownBy(() -> reader.read(one, 0, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no number");
    }
  }

  private static float[] drawn() {
    Random chance = new Random(6);
    float[] x = new float[CASES * CHANNELS * SIDE * SIDE];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) chance.nextGaussian();
    }
    return x;
  }

  /** Fills memory of the sizes that a convolution asks for and gives it back. */
  private static void leaveNoNumbers(NDManager manager) {
    for (int i = 0; i < 4; i++) {
      manager.full(new Shape(CASES, CHANNELS, SIDE, SIDE), Float.NaN).close();
      manager.full(new Shape(CHANNELS, CHANNELS, 16, 16), Float.NaN).close();
    }
  }

  private static double sum(float[] w, float[] x, int[] at) {
    double sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      for (int k = 0; k < 9; k++) {
        int row = at[2] + k / 3 - 1;
        int column = at[3] + k % 3 - 1;
        if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
          sum +=
              w[(at[1] * CHANNELS + c) * 9 + k]
                  * x[((at[0] * CHANNELS + c) * SIDE + row) * SIDE + column];
        }
      }
    }
    return sum;
  }
}
