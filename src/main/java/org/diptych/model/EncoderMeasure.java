package org.diptych.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Times the encoders of a package, and the largest matrix product of the same engine beside them.
 */
public final class EncoderMeasure implements AutoCloseable {
  private static final int WORDS = 64;
  private static final double SECONDS = 2;
  private static final double WARM_UP = 1;
  private static final int LEAST = 7;

  private final ModelPackage model;
  private final ReadingNetwork network;
  private final NDManager manager;
  private final boolean gpu;

  /** Measures on the device of the package. */
  public EncoderMeasure(ModelPackage model) {
    this.model = model;
    this.network = model.network();
    this.manager = model.newManager();
    this.gpu = manager.getDevice().isGpu();
  }

  /**
   * Times of one batch size.
   *
   * @param cases per second
   * @param p50 and p99 seconds of one batch
   * @param flops floating-point operations per second, two for a multiply-add
   */
  public record Rate(int batch, double cases, double p50, double p99, double flops) {}

  /** Floating-point operations per second of a square matrix product, the best of several. */
  public double peak() {
    int n = gpu ? 8192 : 1536;
    try (NDManager scope = manager.newSubManager()) {
      NDArray a = scope.randomUniform(-1, 1, new Shape(n, n));
      NDArray b = scope.randomUniform(-1, 1, new Shape(n, n));
      double best = Double.MAX_VALUE;
      for (int i = 0; i < 8; i++) {
        long begun = System.nanoTime();
        try (NDManager inner = scope.newSubManager()) {
          NDArray product = a.matMul(b);
          product.attach(inner);
          finish(product);
        }
        best = i < 2 ? best : Math.min(best, (System.nanoTime() - begun) / 1e9);
      }
      return 2.0 * n * n * n / best;
    }
  }

  /** Runs the encoders on batches of one size for about two seconds. */
  public Rate encode(int batch) {
    NetworkConfig config = model.manifest().network();
    Random chance = new Random(1);
    List<PreparedCase> cases = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      float[] pixels = new float[config.inputSize() * config.inputSize()];
      for (int k = 0; k < pixels.length; k++) {
        pixels[k] = chance.nextFloat() - 0.5f;
      }
      List<Token> words = new ArrayList<>();
      for (int k = 0; k < WORDS; k++) {
        words.add(new Token(2 + chance.nextInt(config.words() - 2), 0, 1, true));
      }
      cases.add(new PreparedCase(pixels, words, null));
    }
    List<Double> seconds = new ArrayList<>();
    try (NDManager scope = manager.newSubManager()) {
      Inputs inputs = new BatchAssembly(config).assemble(scope, cases);
      ParameterStore store = new ParameterStore(scope, false);
      // First without counting: code is still being compiled and memory asked for.
      double warm = 0;
      while (warm < WARM_UP) {
        warm += encodeOnce(inputs, store);
      }
      double spent = 0;
      while (spent < SECONDS || seconds.size() < LEAST) {
        double each = encodeOnce(inputs, store);
        seconds.add(each);
        spent += each;
      }
    }
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double p50 = sorted[sorted.length / 2];
    double mean = Arrays.stream(sorted).average().orElse(p50);
    double operations = 2.0 * new NetworkCost(config).encoders(WORDS) * batch;
    return new Rate(
        batch, batch / mean, p50, sorted[(int) (sorted.length * 0.99)], operations / mean);
  }

  /** Seconds of one batch. */
  private double encodeOnce(Inputs inputs, ParameterStore store) {
    long begun = System.nanoTime();
    try (NDManager scope = manager.newSubManager()) {
      inputs.toList().forEach(array -> array.tempAttach(scope));
      finish(network.encode(store, inputs, false).joint());
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /** A device works behind the caller's back until it is asked for a number. */
  private static void finish(NDArray array) {
    array.sum().getFloat();
  }

  /** What computes. */
  public String device() {
    Device device = manager.getDevice();
    return device.isGpu() ? "GPU " + device.getDeviceId() : "CPU";
  }

  @Override
  public void close() {
    manager.close();
  }
}
