package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The optimiser beside its formula, on a layer of two weights and one bias. */
class FlatAdamTest {
  private static final double RATE = 0.1;

  private NDManager manager;
  private Linear layer;

  @BeforeEach
  void open() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
    manager = NDManager.newBaseManager();
    layer = Linear.builder().setUnits(1).build();
    layer.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
    layer.getParameters().values().forEach(each -> each.getArray().setRequiresGradient(true));
    set(0.5f, -0.5f, 0.25f);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void two_steps_are_those_of_the_formula() {
    // y = 3a - 2b + c: the gradient is (3, -2, 1) at every step.
    double[] gradient = {3, -2, 1};
    double[] expected = {0.5, -0.5, 0.25};
    double[] mean = new double[3];
    double[] square = new double[3];
    try (FlatAdam adam = new FlatAdam(layer, manager, 100)) {
      for (int step = 1; step <= 2; step++) {
        backward();
        adam.step(RATE, 1);
        for (int i = 0; i < 3; i++) {
          mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
          square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
          double m = mean[i] / (1 - Math.pow(0.9, step));
          double v = square[i] / (1 - Math.pow(0.999, step));
          expected[i] -= RATE * m / (Math.sqrt(v) + 1e-8);
        }
      }
    }
    assertWeights(expected);
  }

  @Test
  void a_long_gradient_is_shortened_and_its_direction_stays() {
    try (FlatAdam adam = new FlatAdam(layer, manager, 1)) {
      backward();
      adam.step(RATE, 1);
      float[] mean = adam.memory().get(0).toFloatArray();
      double length = Math.sqrt(14);
      assertThat(mean[0]).isCloseTo((float) (0.1 * 3 / length), within(1e-5f));
      assertThat(mean[1]).isCloseTo((float) (0.1 * -2 / length), within(1e-5f));
    }
  }

  @Test
  void a_gradient_that_is_no_number_is_no_step_and_is_forgotten() {
    try (FlatAdam adam = new FlatAdam(layer, manager, 100)) {
      backward();
      adam.step(RATE, 1);
      float[] before = weights();
      backward();
      layer.getParameters().get("weight").getArray().getGradient().addi(Float.NaN);
      adam.step(RATE, 1);
      assertThat(weights()).containsExactly(before);
      float remembered = adam.memory().get(0).getFloat(0);
      backward();
      adam.step(RATE, 1);
      assertThat(weights()).doesNotContain(Float.NaN).isNotEqualTo(before);
      // The gradient itself counts again, not only what was remembered of those before.
      assertThat(adam.memory().get(0).getFloat(0))
          .isCloseTo(0.9f * remembered + 0.1f * 3, within(1e-5f));
    }
  }

  @Test
  void what_it_remembers_makes_the_next_step_the_same() {
    NDList memory;
    float[] after;
    try (FlatAdam adam = new FlatAdam(layer, manager, 100)) {
      backward();
      adam.step(RATE, 1);
      memory = NDList.decode(manager, adam.memory().encode());
      float[] between = weights();
      backward();
      adam.step(RATE, 1);
      after = weights();
      set(between[0], between[1], between[2]);
    }
    try (FlatAdam other = new FlatAdam(layer, manager, 100)) {
      other.remember(memory);
      backward();
      other.step(RATE, 1);
    }
    assertThat(weights()).containsExactly(after, within(1e-6f));
  }

  private void backward() {
    NDArray x = manager.create(new float[] {3, -2}, new Shape(1, 2));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      ParameterStore store = new ParameterStore(manager, false);
      collector.backward(layer.forward(store, new NDList(x), true).head().sum());
    }
  }

  private void set(float a, float b, float c) {
    layer.getParameters().get("weight").getArray().set(new float[] {a, b});
    layer.getParameters().get("bias").getArray().set(new float[] {c});
  }

  private float[] weights() {
    float[] weight = layer.getParameters().get("weight").getArray().toFloatArray();
    float bias = layer.getParameters().get("bias").getArray().toFloatArray()[0];
    return new float[] {weight[0], weight[1], bias};
  }

  private void assertWeights(double[] expected) {
    float[] found = weights();
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).isCloseTo((float) expected[i], within(1e-5f));
    }
  }
}
