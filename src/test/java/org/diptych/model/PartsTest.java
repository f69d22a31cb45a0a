package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The parts against the same formulas computed by hand in plain Java. */
class PartsTest {
  private final NDManager manager = NDManager.newBaseManager();

  @BeforeAll
  static void prepare() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void a_bilstm_agrees_with_the_equations_for_each_length_in_a_batch() {
    int in = 3;
    int state = 2;
    BiLstm lstm = new BiLstm(in, state);
    lstm.setInitializer(new NormalInitializer(0.6f), (Parameter p) -> true);
    lstm.initialize(manager, DataType.FLOAT32, new Shape(1));
    double[][] longer = {{0.1, -0.4, 0.9}, {1.2, 0.3, -0.7}, {-0.2, 0.8, 0.5}};
    double[][] shorter = {{0.6, 0.6, -0.1}, {-1.0, 0.2, 0.3}};
    float[] x = flat(longer[0], longer[1], longer[2], shorter[0], shorter[1], new double[3]);
    float[] reversed = flat(longer[2], longer[1], longer[0], shorter[1], shorter[0], new double[3]);
    NDArray positions = manager.create(new long[] {2, 1, 0, 1, 0, 2}, new Shape(2, 3));
    NDArray out =
        Part.run(
            lstm,
            new ParameterStore(manager, false),
            false,
            manager.create(x, new Shape(2, 3, in)),
            manager.create(reversed, new Shape(2, 3, in)),
            positions);
    List<float[]> weights =
        lstm.getParameters().values().stream().map(p -> p.getArray().toFloatArray()).toList();
    for (int sample = 0; sample < 2; sample++) {
      double[][] words = sample == 0 ? longer : shorter;
      double[][] forwards = lstm(weights.subList(0, 4), words, state);
      double[][] backwards = reverse(lstm(weights.subList(4, 8), reverse(words), state));
      for (int t = 0; t < words.length; t++) {
        for (int k = 0; k < state; k++) {
          assertThat(out.getFloat(sample, t, k)).isCloseTo((float) forwards[t][k], within(1e-5f));
          assertThat(out.getFloat(sample, t, state + k))
              .isCloseTo((float) backwards[t][k], within(1e-5f));
        }
      }
    }
  }

  /** Equations 2 and 3 with gates in the order input, forget, candidate, output. */
  private static double[][] lstm(List<float[]> weights, double[][] words, int state) {
    float[] inputWeights = weights.get(0);
    float[] stateWeights = weights.get(1);
    double[] h = new double[state];
    double[] c = new double[state];
    double[][] all = new double[words.length][];
    for (int t = 0; t < words.length; t++) {
      double[] gates = new double[4 * state];
      int in = words[t].length;
      for (int g = 0; g < gates.length; g++) {
        gates[g] = weights.get(2)[g] + weights.get(3)[g];
        for (int i = 0; i < in; i++) {
          gates[g] += inputWeights[g * in + i] * words[t][i];
        }
        for (int i = 0; i < state; i++) {
          gates[g] += stateWeights[g * state + i] * h[i];
        }
      }
      double[] next = new double[state];
      for (int k = 0; k < state; k++) {
        double input = Calibration.sigmoid(gates[k]);
        double forget = Calibration.sigmoid(gates[state + k]);
        double candidate = Math.tanh(gates[2 * state + k]);
        c[k] = forget * c[k] + input * candidate;
        next[k] = Calibration.sigmoid(gates[3 * state + k]) * Math.tanh(c[k]);
      }
      h = next;
      all[t] = next;
    }
    return all;
  }

  private static double[][] reverse(double[][] rows) {
    double[][] out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      out[i] = rows[rows.length - 1 - i];
    }
    return out;
  }

  private static float[] flat(double[]... rows) {
    float[] out = new float[rows.length * rows[0].length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return out;
  }

  @Test
  void attention_weighs_values_by_the_softmax_of_scaled_products() {
    NDArray q = manager.create(new float[] {1, 0}, new Shape(1, 1, 2));
    NDArray k = manager.create(new float[] {2, 0, 0, 5, 9, 9}, new Shape(1, 3, 2));
    NDArray v = manager.create(new float[] {10, 20, 30, 40, 99, 99}, new Shape(1, 3, 2));
    NDArray bias = manager.create(new float[] {0, 0, -1e9f}, new Shape(1, 3));
    float[] out = ScaledDotProductAttention.attend(q, k, v, bias).toFloatArray();
    double first = Math.exp(2 / Math.sqrt(2)) / (Math.exp(2 / Math.sqrt(2)) + 1);
    assertThat(out[0]).isCloseTo((float) (10 * first + 30 * (1 - first)), within(1e-4f));
    assertThat(out[1]).isCloseTo((float) (20 * first + 40 * (1 - first)), within(1e-4f));
  }

  @Test
  void mask_moments_are_the_centre_and_four_standard_deviations() {
    float[] weights = new float[16];
    weights[5] = 0.5f;
    weights[6] = 0.5f;
    float[] box =
        LocalisationHead.moments(manager.create(weights, new Shape(1, 16)), 4).toFloatArray();
    assertThat(box[0]).isCloseTo(0.5f, within(1e-5f));
    assertThat(box[1]).isCloseTo(0.375f, within(1e-5f));
    assertThat(box[2]).isCloseTo((float) (4 * Math.sqrt(0.125 * 0.125 + 1e-4)), within(1e-4f));
    assertThat(box[3]).isCloseTo(4 * 0.01f, within(1e-3f));
  }

  @Test
  void cross_entropy_is_the_weighted_mean_of_minus_log_probability() {
    NDArray logits = manager.create(new float[] {1, 2, 0, 3, 0, 0}, new Shape(2, 3));
    NDArray truth = manager.create(new float[] {0, 1, 0, 0, 0, 1}, new Shape(2, 3));
    NDArray weights = manager.create(new float[] {1, 1, 2, 1, 1, 2}, new Shape(2, 3));
    double a = -Math.log(Math.exp(2) / (Math.exp(1) + Math.exp(2) + 1));
    double b = -Math.log(1 / (Math.exp(3) + 2));
    assertThat(Losses.crossEntropy(logits, truth, weights).getFloat())
        .isCloseTo((float) ((a + 2 * b) / 3), within(1e-5f));
  }

  @Test
  void binary_cross_entropy_ignores_unlabelled_entries_and_never_overflows() {
    NDArray logits = manager.create(new float[] {0.5f, -400, 80}, new Shape(1, 3));
    NDArray truth = manager.create(new float[] {1, 1, 1}, new Shape(1, 3));
    NDArray weights = manager.create(new float[] {1, 0, 1}, new Shape(1, 3));
    double expected = -Math.log(1 / (1 + Math.exp(-0.5))) / 2;
    assertThat(Losses.binaryCrossEntropy(logits, truth, weights).getFloat())
        .isCloseTo((float) expected, within(1e-5f));
  }

  @Test
  void smooth_l1_is_square_near_and_linear_far() {
    NDArray box = manager.create(new float[] {0.01f, 0, 0, 0.5f, 9, 9, 9, 9}, new Shape(2, 4));
    NDArray truth = manager.zeros(new Shape(2, 4));
    NDArray has = manager.create(new float[] {1, 0}, new Shape(2, 1));
    assertThat(Losses.smoothL1(box, truth, has).getFloat())
        .isCloseTo(0.5f * 0.25f + 24.5f, within(1e-4f));
  }

  @Test
  void dice_and_focal_are_their_definitions() {
    NDArray logits = manager.create(new float[] {0, 0, 2, -2}, new Shape(1, 4));
    NDArray truth = manager.create(new float[] {1, 0, 1, 0}, new Shape(1, 4));
    NDArray has = manager.ones(new Shape(1, 1));
    double p = Calibration.sigmoid(2);
    double dice = 1 - (2 * (0.5 + p) + 1) / (0.5 + 0.5 + p + (1 - p) + 2 + 1);
    assertThat(Losses.dice(logits, truth, has).getFloat()).isCloseTo((float) dice, within(1e-5f));
    double focal = -(2 * 0.25 * Math.log(0.5) + 2 * (1 - p) * (1 - p) * Math.log(p)) / 4;
    assertThat(Losses.focal(logits, truth, has).getFloat()).isCloseTo((float) focal, within(1e-5f));
  }

  @Test
  void token_loss_counts_true_tokens_only() {
    NDArray logits = manager.create(new float[] {1, 0, 0, 5}, new Shape(1, 2, 2));
    NDArray truth = manager.create(new long[] {0, 0}, new Shape(1, 2));
    NDArray counts = manager.create(new float[] {1, 0}, new Shape(1, 2));
    assertThat(Losses.tokens(logits, truth, counts).getFloat())
        .isCloseTo((float) -Math.log(Math.E / (Math.E + 1)), within(1e-5f));
  }

  @Test
  void every_system_and_every_fusion_gives_outputs_of_the_stated_shapes() {
    for (Architecture architecture : Architecture.values()) {
      for (FusionKind fusion : FusionKind.values()) {
        NetworkConfig config =
            new NetworkConfig(
                architecture, 32, 4, 1, true, true, 6, 5, fusion, 3, 20, 12, 9, 7, 0.1f);
        ReadingNetwork network = architecture.assemble(config);
        network.initialize(manager, DataType.FLOAT32, new Shape(1));
        PreparedCase full =
            new PreparedCase(
                new float[32 * 32], List.of(new Token(3, 0, 1, true)), new int[] {4, 2});
        PreparedCase bare = new PreparedCase(null, null, new int[] {2});
        Inputs inputs = new BatchAssembly(config).assemble(manager, List.of(full, bare));
        NDList list = network.forward(new ParameterStore(manager, false), inputs.toList(), false);
        Outputs outputs = Outputs.of(list);
        assertThat(outputs.classes().getShape()).isEqualTo(new Shape(2, 3));
        assertThat(outputs.box().getShape()).isEqualTo(new Shape(2, 4));
        assertThat(outputs.mask().getShape()).isEqualTo(new Shape(2, 256));
        assertThat(outputs.agreement().getShape()).isEqualTo(new Shape(2, 1));
        assertThat(outputs.description().getShape()).isEqualTo(new Shape(2, 7, 9));
        assertThat(outputs.classes().isNaN().any().getBoolean()).isFalse();
      }
    }
  }
}
