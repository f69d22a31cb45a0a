package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gradient of a whole system's loss. */
class GradientTest {
  private static final int SMALL_BUFFERS = 20_000;

  @BeforeAll
  static void prepare() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void is_the_same_when_the_virtual_machine_clears_up_before_the_backward_pass(Architecture of) {
    NetworkConfig config =
        new NetworkConfig(
            of, 32, 4, 1, true, true, 8, 8, FusionKind.CROSS_MODAL, 3, 20, 8, 12, 6, 0f);
    Engine.getInstance().setRandomSeed(5);
    ReadingNetwork network = of.assemble(config);
    try (Model model = Model.newInstance("gradient")) {
      model.setBlock(network);
      network.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1));
      network.getParameters().values().stream()
          .filter(each -> each.requiresGradient())
          .forEach(each -> each.getArray().setRequiresGradient(true));
      List<float[]> calm = gradients(network, model.getNDManager(), () -> {});
      List<ByteBuffer> others = new ArrayList<>();
      List<float[]> disturbed =
          gradients(network, model.getNDManager(), () -> takeWhatIsFree(others));
      for (int i = 0; i < calm.size(); i++) {
        assertThat(disturbed.get(i)).containsExactly(calm.get(i));
      }
    }
  }

  /** Fills the places of numbers that nobody in the virtual machine refers to any more. */
  private static void takeWhatIsFree(List<ByteBuffer> others) {
    try {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < SMALL_BUFFERS; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
      buffer.putFloat(0, 1e9f);
      others.add(buffer);
    }
  }

  private static List<float[]> gradients(
      ReadingNetwork network, NDManager manager, Runnable between) {
    NetworkConfig config = network.config();
    try (NDManager scope = manager.newSubManager()) {
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        Inputs inputs = new BatchAssembly(config).assemble(scope, cases(config));
        ParameterStore store = new ParameterStore(scope, false);
        Outputs outputs = Outputs.of(network.forward(store, inputs.toList(), true));
        NDArray loss = targets(config, scope).loss(outputs, true, weights());
        between.run();
        collector.backward(loss);
      }
      List<float[]> found = new ArrayList<>();
      network
          .getParameters()
          .values()
          .forEach(
              each -> {
                if (each.requiresGradient() && each.getArray().hasGradient()) {
                  NDArray gradient = each.getArray().getGradient();
                  found.add(gradient.toFloatArray());
                  gradient.powi(0).subi(1);
                }
              });
      return found;
    }
  }

  private static List<PreparedCase> cases(NetworkConfig config) {
    Random chance = new Random(3);
    float[] pixels = new float[config.inputSize() * config.inputSize()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) chance.nextGaussian();
    }
    List<Token> report = List.of(new Token(4, 0, 1, true), new Token(7, 2, 3, true));
    return List.of(
        new PreparedCase(pixels, report, new int[] {5, 6, Phrases.END}),
        new PreparedCase(pixels, report, new int[] {Phrases.END}));
  }

  private static Targets targets(NetworkConfig config, NDManager manager) {
    int b = 2;
    Shape one = new Shape(b, 1);
    Shape said = new Shape(b, config.maxDescription());
    Shape cells = new Shape(b, (long) config.maskSide() * config.maskSide());
    float[] mask = new float[(int) cells.size()];
    mask[40] = 1;
    mask[41] = 1;
    return new Targets(
        manager.create(new float[] {1, 0, 0, 0, 1, 0}, new Shape(b, 3)),
        manager.ones(new Shape(b, 3)),
        manager.create(new float[] {.5f, .5f, .2f, .2f, .4f, .4f, .3f, .3f}, new Shape(b, 4)),
        manager.ones(one),
        manager.create(mask, cells),
        manager.ones(one),
        manager.ones(said).toType(DataType.INT64, false),
        manager.ones(said),
        manager.ones(one),
        manager.ones(one),
        manager.ones(one),
        manager.ones(one));
  }

  private static TrainingConfig.LossWeights weights() {
    return new TrainingConfig.LossWeights(1f, 0.06f, 1f, 10f, 0.5f, 0.2f, 0.5f, 0.5f);
  }
}
