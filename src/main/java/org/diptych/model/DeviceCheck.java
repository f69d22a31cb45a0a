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
 * Whether a device computes what the formulas say: a small BiLSTM and a convolution against the
 * same sums in plain Java. Kernels made for a processor have been seen to be wrong, and a wrong
 * reading looks like any other.
 */
final class DeviceCheck {
  private static final int IN = 3;
  private static final int STATE = 2;
  private static final double NEAR = 1e-4;

  /** No multiple of 16, for which kernels have been seen to read what lay in memory before. */
  private static final int CHANNELS = 24;

  private static final int SIDE = 8;

  /** The vectors of one text; its own reverse lies beside it. */
  private static final float[][] WORDS = {{0.1f, -0.4f, 0.9f}, {1.2f, 0.3f, -0.7f}};

  private DeviceCheck() {}

  /** Throws an {@link IllegalStateException} when the device computes wrong sums. */
  static void require(Device device) {
    requireBiLstm(device);
    requireConvolution(device);
  }

  private static void requireConvolution(Device device) {
    Convolution convolution = new Convolution(CHANNELS, CHANNELS, 3, 1, false);
    convolution.setInitializer(new NormalInitializer(0.2f), Parameter.Type.WEIGHT);
    try (NDManager manager = NDManager.newBaseManager(device)) {
      convolution.initialize(manager, DataType.FLOAT32, new Shape(1));
      float[] w = convolution.getParameters().get(0).getValue().getArray().toFloatArray();
      float[] x = new float[CHANNELS * SIDE * SIDE];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) Math.sin(i);
      }
      Shape shape = new Shape(1, CHANNELS, SIDE, SIDE);
      NDArray input = manager.create(x, shape);
      manager.full(shape, Float.NaN).close();
      manager.full(new Shape(CHANNELS, CHANNELS, 3, 3), Float.NaN).close();
      float[] y =
          Part.run(convolution, new ParameterStore(manager, false), false, input).toFloatArray();
      for (int channel = 0; channel < CHANNELS; channel++) {
        int at = channel * SIDE * SIDE + channel / 4 * SIDE + channel % SIDE;
        requireNear(y[at], weighed(w, x, channel, channel / 4, channel % SIDE), device);
      }
    }
  }

  /**
   * Equation 1 at one place; normalisation that has learned nothing changes nothing to speak of.
   */
  private static float weighed(float[] w, float[] x, int channel, int row, int column) {
    double sum = 0;
    for (int in = 0; in < CHANNELS; in++) {
      for (int i = Math.max(0, row - 1); i <= Math.min(SIDE - 1, row + 1); i++) {
        for (int j = Math.max(0, column - 1); j <= Math.min(SIDE - 1, column + 1); j++) {
          int weight = ((channel * CHANNELS + in) * 3 + i - row + 1) * 3 + j - column + 1;
          sum += w[weight] * x[(in * SIDE + i) * SIDE + j];
        }
      }
    }
    return (float) sum;
  }

  private static void requireBiLstm(Device device) {
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
