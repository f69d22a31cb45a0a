package org.diptych.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = σ(Σ w·x + b)} (paper equation 1), with batch normalisation carrying the offset {@code
 * b} and σ the rectifier: {@code (B, in, H, W)} to {@code (B, out, H/stride, W/stride)}.
 *
 * <p>On a CPU the channels are made up to a multiple of 16 with zeros. For other numbers kernels of
 * oneDNN for AVX-512 have been seen to multiply what lay in memory before by zero, which is
 * harmless unless that is no number; {@link ModelRuntime#prepare} keeps them away where it can.
 */
final class Convolution extends Part {
  private static final int WHOLE = 16;
  private static final float EPSILON = 1e-5f;

  private final int in;
  private final int out;
  private final int kernel;
  private final int stride;
  private final Conv2d weights;
  private final BatchNorm offset;
  private final boolean rectified;
  private boolean whole;
  private boolean half;
  private @Nullable NDArray foldedWeights;
  private @Nullable NDArray foldedOffset;

  Convolution(int in, int out, int kernel, int stride, boolean rectified) {
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.stride = stride;
    this.weights =
        child(
            "weights",
            Conv2d.builder()
                .setFilters(out)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false)
                .build(),
            new Shape(1, in, 8, 8));
    this.offset =
        child("offset", BatchNorm.builder().optEpsilon(EPSILON).build(), new Shape(1, out, 8, 8));
    this.rectified = rectified;
  }

  /** For what only convolutions read: folded, the channels stay made up, with zeros. */
  Convolution whole() {
    whole = true;
    return this;
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray x = madeUp(inputs.head());
    NDArray y;
    if (foldedWeights == null || training) {
      NDArray w = beside(x, weights.getParameters().get("weight"), parameters, training);
      w = madeUp(w, x.getDevice());
      y =
          own(
              half && training
                  ? Precision.single(weigh(Precision.half(x), Precision.half(w), null))
                  : weigh(x, w, null));
      y = run(offset, parameters, training, y);
    } else {
      y = weigh(x, foldedWeights, foldedOffset);
      y = whole ? y : own(y);
    }
    return new NDList(rectified ? Activation.relu(y) : y);
  }

  private NDArray weigh(NDArray x, NDArray w, @Nullable NDArray b) {
    Shape steps = new Shape(stride, stride);
    Shape rim = new Shape(kernel / 2, kernel / 2);
    return Conv2d.conv2d(x, w, b, steps, rim, new Shape(1, 1)).head();
  }

  private NDArray own(NDArray y) {
    return y.getShape().get(1) == out ? y : y.get(":, 0:" + out);
  }

  private NDArray madeUp(NDArray x) {
    Shape shape = x.getShape();
    boolean enough = x.getDevice().isGpu() || in == 1 || shape.get(1) % WHOLE == 0;
    return enough
        ? x
        : x.concat(
            x.getManager().zeros(new Shape(shape.get(0), missing(in), shape.get(2), shape.get(3))),
            1);
  }

  private NDArray madeUp(NDArray w, Device device) {
    int more = device.isGpu() || in == 1 ? 0 : missing(in);
    int besides = device.isGpu() ? 0 : missing(out);
    NDManager manager = w.getManager();
    NDArray made = w;
    if (more > 0) {
      made = made.concat(manager.zeros(new Shape(out, more, kernel, kernel)), 1);
    }
    if (besides > 0) {
      made = made.concat(manager.zeros(new Shape(besides, in + more, kernel, kernel)), 0);
    }
    return made;
  }

  /**
   * From now on multiplies in half precision while it learns; weights, offsets and what they are
   * normalised by keep single.
   */
  void halve() {
    half = true;
  }

  /**
   * Prepares for reading only, once the parameters are final: {@code w' = w·γ/√(v + ε)}, {@code b'
   * = β - μ·γ/√(v + ε)}.
   *
   * @param manager owns what is prepared
   */
  void fold(NDManager manager) {
    float[] scale = value("gamma");
    float[] shift = value("beta");
    float[] mean = value("runningMean");
    float[] variance = value("runningVar");
    for (int i = 0; i < out; i++) {
      scale[i] /= (float) Math.sqrt(variance[i] + EPSILON);
      shift[i] -= mean[i] * scale[i];
    }
    NDArray w = weights.getParameters().get("weight").getArray();
    try (NDManager scope = manager.newSubManager()) {
      NDArray scaled = w.mul(scope.create(scale, new Shape(out, 1, 1, 1)));
      scaled.attach(scope);
      NDArray made = madeUp(scaled, manager.getDevice());
      made.attach(manager);
      foldedWeights = made;
      foldedOffset = manager.create(Arrays.copyOf(shift, (int) made.getShape().get(0)));
    }
  }

  private float[] value(String parameter) {
    return offset.getParameters().get(parameter).getArray().toFloatArray();
  }

  private static int missing(int channels) {
    return (WHOLE - channels % WHOLE) % WHOLE;
  }
}
