package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;

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

  private final int in;
  private final int out;
  private final int stride;
  private final Conv2d weights;
  private final BatchNorm offset;
  private final boolean rectified;

  Convolution(int in, int out, int kernel, int stride, boolean rectified) {
    this.in = in;
    this.out = out;
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
    this.offset = child("offset", BatchNorm.builder().build(), new Shape(1, out, 8, 8));
    this.rectified = rectified;
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray sum = weigh(inputs.head(), parameters, training);
    NDArray y = run(offset, parameters, training, sum);
    return new NDList(rectified ? Activation.relu(y) : y);
  }

  private NDArray weigh(NDArray input, ParameterStore parameters, boolean training) {
    boolean gpu = input.getDevice().isGpu();
    int more = gpu || in == 1 ? 0 : missing(in);
    int besides = gpu ? 0 : missing(out);
    NDManager manager = input.getManager();
    NDArray x = input;
    NDArray w = beside(input, weights.getParameters().get("weight"), parameters, training);
    long kernel = w.getShape().get(2);
    if (more > 0) {
      Shape shape = x.getShape();
      x = x.concat(manager.zeros(new Shape(shape.get(0), more, shape.get(2), shape.get(3))), 1);
      w = w.concat(manager.zeros(new Shape(out, more, kernel, kernel)), 1);
    }
    if (besides > 0) {
      w = w.concat(manager.zeros(new Shape(besides, in + more, kernel, kernel)), 0);
    }
    Shape steps = new Shape(stride, stride);
    Shape rim = new Shape(kernel / 2, kernel / 2);
    NDArray y = Conv2d.conv2d(x, w, null, steps, rim, new Shape(1, 1)).head();
    return besides > 0 ? y.get(":, 0:" + out) : y;
  }

  private static int missing(int channels) {
    return (WHOLE - channels % WHOLE) % WHOLE;
  }
}
