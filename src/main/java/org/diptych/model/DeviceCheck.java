package org.diptych.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;

/**
 * Whether a device computes what the formulas say: a small BiLSTM against the same sums in plain
 * Java. Kernels made for a processor have been seen to be wrong, and a wrong reading looks like any
 * other.
 */
final class DeviceCheck {
  private static final int IN = 3;
  private static final int STATE = 2;
  private static final double NEAR = 1e-4;

  /** The vectors of one text; its own reverse lies beside it. */
  private static final float[][] WORDS = {{0.1f, -0.4f, 0.9f}, {1.2f, 0.3f, -0.7f}};

  private DeviceCheck() {}

  /** Throws an {@link IllegalStateException} when the device computes wrong sums. */
  static void require(Device device) {
    BiLstm lstm = new BiLstm(IN, STATE);
    lstm.setInitializer(new NormalInitializer(0.6f), (Parameter any) -> true);
    try (NDManager manager = NDManager.newBaseManager(device)) {
      lstm.initialize(manager, DataType.FLOAT32, new Shape(1));
      Shape shape = new Shape(1, 2, IN);
      NDArray out =
          Part.run(
              lstm,
              new ParameterStore(manager, false),
              false,
              manager.create(joined(WORDS[0], WORDS[1]), shape),
              manager.create(joined(WORDS[1], WORDS[0]), shape),
              manager.create(new long[] {1, 0}, new Shape(1, 2)));
      List<float[]> weights =
          lstm.getParameters().values().stream().map(p -> p.getArray().toFloatArray()).toList();
      float[] forwards = last(weights.subList(0, 4), WORDS[0], WORDS[1]);
      float[] backwards = last(weights.subList(4, 8), WORDS[1], WORDS[0]);
      for (int k = 0; k < STATE; k++) {
        requireNear(out.getFloat(0, 1, k), forwards[k], device);
        requireNear(out.getFloat(0, 0, STATE + k), backwards[k], device);
      }
    }
  }

  /** Throws when a value is not the expected one. */
  static void requireNear(float value, float expected, Device device) {
    if (!(Math.abs(value - expected) < NEAR)) {
      throw new IllegalStateException(
          "%s computes wrong sums (%f where %f is right): no reading can be trusted"
              .formatted(device, value, expected));
    }
  }

  private static float[] joined(float[] a, float[] b) {
    return new float[] {a[0], a[1], a[2], b[0], b[1], b[2]};
  }

  /** The state after the words by equations 2 to 4; gates in the order input, forget, cell, out. */
  private static float[] last(List<float[]> weights, float[]... words) {
    double[] h = new double[STATE];
    double[] c = new double[STATE];
    for (float[] word : words) {
      double[] gates = new double[4 * STATE];
      for (int g = 0; g < gates.length; g++) {
        gates[g] = weights.get(2)[g] + weights.get(3)[g];
        for (int k = 0; k < IN; k++) {
          gates[g] += weights.get(0)[g * IN + k] * word[k];
        }
        for (int k = 0; k < STATE; k++) {
          gates[g] += weights.get(1)[g * STATE + k] * h[k];
        }
      }
      for (int k = 0; k < STATE; k++) {
        double kept = Calibration.sigmoid(gates[STATE + k]) * c[k];
        c[k] = kept + Calibration.sigmoid(gates[k]) * Math.tanh(gates[2 * STATE + k]);
        h[k] = Calibration.sigmoid(gates[3 * STATE + k]) * Math.tanh(c[k]);
      }
    }
    return new float[] {(float) h[0], (float) h[1]};
  }
}
