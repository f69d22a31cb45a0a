package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of a case does not depend on what else is read, nor on how it is computed. */
class NetworkReaderTest {
  private static final int SIDE = 32;
  private static final int WIDTH = 6;

  private NDManager manager;

  @BeforeAll
  static void prepare() {
    ModelRuntime.prepare(Path.of("target", "engine"), 1);
  }

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager(Device.cpu());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void halves_that_share_a_picture_and_a_report_are_read_as_each_would_be_alone() {
    for (FusionKind fusion : FusionKind.values()) {
      NetworkReader reader = new NetworkReader(network(Architecture.MDLM, fusion), manager);
      List<PreparedCase> rows = rows();
      List<RawReading> together = reader.read(rows, 2, 1);
      for (int i = 0; i < rows.size(); i++) {
        RawReading alone = reader.read(List.of(rows.get(i)), i < 2 ? 1 : 0, 1).get(0);
        requireSame(together.get(i), alone);
        assertThat(together.get(i).description()).isEqualTo(alone.description());
      }
    }
  }

  @Test
  void a_picture_that_two_rows_show_is_encoded_once() {
    NetworkConfig config = config(Architecture.MDLM, FusionKind.CROSS_MODAL);
    Inputs inputs = new BatchAssembly(config).assemble(manager, rows());
    assertThat(inputs.batch()).isEqualTo(7);
    assertThat(inputs.image().getShape()).isEqualTo(new Shape(3, 1, SIDE, SIDE));
    assertThat(inputs.imageOf().toLongArray()).containsExactly(0, 1, 0, 0, 1, 0, 2);
    assertThat(inputs.words().getShape()).isEqualTo(new Shape(3, 3));
    assertThat(inputs.reportOf().toLongArray()).containsExactly(0, 1, 2, 0, 2, 1, 2);
  }

  @Test
  void normalisation_folded_into_the_weights_reads_the_same() {
    for (Architecture architecture : Architecture.values()) {
      ReadingNetwork network = network(architecture, FusionKind.CROSS_MODAL);
      NetworkReader reader = new NetworkReader(network, manager);
      List<PreparedCase> rows = rows().subList(0, 2);
      List<RawReading> before = reader.read(rows, 2, 1);
      network.every(Convolution.class).forEach(each -> each.fold(manager));
      List<RawReading> after = reader.read(rows, 2, 1);
      for (int i = 0; i < rows.size(); i++) {
        requireSame(after.get(i), before.get(i));
        assertThat(after.get(i).scope()).isCloseTo(before.get(i).scope(), within(1e-4));
        assertThat(after.get(i).agreement()).isCloseTo(before.get(i).agreement(), within(1e-4));
      }
    }
  }

  /** Two cases with both halves, then each half of them alone, and a picture without a report. */
  private static List<PreparedCase> rows() {
    float[] a = picture(1);
    float[] b = picture(2);
    List<Token> said = List.of(token(3), token(7), token(5));
    List<Token> also = List.of(token(8));
    return List.of(
        new PreparedCase(a, said, null),
        new PreparedCase(b, also, null),
        new PreparedCase(a, null, null),
        new PreparedCase(null, said, null),
        new PreparedCase(b, null, null),
        new PreparedCase(null, also, null),
        new PreparedCase(picture(3), null, null));
  }

  private static void requireSame(RawReading one, RawReading other) {
    assertThat(one.logits()).containsExactly(other.logits(), within(1e-3f));
    assertThat(one.box()).containsExactly(other.box(), within(1e-3f));
    assertThat(one.mask()).containsExactly(other.mask(), within(1e-3f));
    assertThat(one.wordWeights()).containsExactly(other.wordWeights(), within(1e-4f));
  }

  private static NetworkConfig config(Architecture architecture, FusionKind fusion) {
    return new NetworkConfig(
        architecture, SIDE, WIDTH, 2, true, true, 6, 5, fusion, 3, 20, 12, 9, 7, 0.1f);
  }

  /** With constants that no normalisation begins with, as after a training. */
  private ReadingNetwork network(Architecture architecture, FusionKind fusion) {
    ReadingNetwork network = architecture.assemble(config(architecture, fusion));
    network.initialize(manager, DataType.FLOAT32, new Shape(1));
    Random chance = new Random(5);
    for (Parameter parameter : network.getParameters().values()) {
      NDArray array = parameter.getArray();
      if (List.of("gamma", "beta", "runningMean", "runningVar").contains(parameter.getName())) {
        float[] values = array.toFloatArray();
        for (int i = 0; i < values.length; i++) {
          values[i] += 0.4f * chance.nextFloat();
        }
        array.set(values);
      }
    }
    return network;
  }

  private static float[] picture(int seed) {
    Random chance = new Random(seed);
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) chance.nextGaussian();
    }
    return pixels;
  }

  private static Token token(int id) {
    return new Token(id, 0, 1, true);
  }
}
