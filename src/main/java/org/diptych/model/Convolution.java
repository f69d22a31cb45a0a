package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = σ(Σ w·x + b)} (paper equation 1), with batch normalisation carrying the offset {@code
 * b} and σ the rectifier: {@code (B, in, H, W)} to {@code (B, out, H/stride, W/stride)}.
 *
 * <p>On a CPU weights lie channels last: the engine's kernels then read and write maps channels
 * last, and need not reorder each before and after.
 */
final class Convolution extends Part {
  private static final float EPSILON = 1e-5f;

  private final int in;
  private final int out;
  private final int kernel;
  private final int stride;
  private final Conv2d weights;
  private final BatchNorm offset;
  private final boolean rectified;
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

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray x = inputs.head();
    NDArray y;
    if (foldedWeights == null || training) {
      NDArray w =
          channelsLast(beside(x, weights.getParameters().get("weight"), parameters, training));
      y =
          half && training
              ? Precision.single(weigh(Precision.half(x), Precision.half(w), null))
              : weigh(x, w, null);
      y = run(offset, parameters, training, y);
    } else {
      y = weigh(x, foldedWeights, foldedOffset);
    }
    return new NDList(rectified ? Activation.relu(y) : y);
  }

  private NDArray weigh(NDArray x, NDArray w, @Nullable NDArray b) {
    Shape steps = new Shape(stride, stride);
    Shape rim = new Shape(kernel / 2, kernel / 2);
    return Conv2d.conv2d(x, w, b, steps, rim, new Shape(1, 1)).head();
  }

  private static NDArray channelsLast(NDArray w) {
    if (w.getDevice().isGpu()) {
      return w;
    }
    long[] s = w.getShape().getShape();
    return w.transpose(0, 2, 3, 1)
        .reshape(w.size())
        .reshape(s[0], s[2], s[3], s[1])
        .transpose(0, 3, 1, 2);
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
      foldedWeights = channelsLast(scaled);
      foldedWeights.attach(manager);
      foldedOffset = manager.create(shift);
    }
  }

  private float[] value(String parameter) {
    return offset.getParameters().get(parameter).getArray().toFloatArray();
  }
}
