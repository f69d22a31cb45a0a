package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;

/**
 * {@code y = σ(Σ w·x + b)} (paper equation 1), with batch normalisation carrying the offset {@code
 * b} and σ the rectifier: {@code (B, in, H, W)} to {@code (B, out, H/stride, W/stride)}.
 */
final class Convolution extends Part {
  private final Conv2d weights;
  private final BatchNorm offset;
  private final boolean rectified;

  Convolution(int in, int out, int kernel, int stride, boolean rectified) {
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
    NDArray sum = run(weights, parameters, training, inputs.head());
    NDArray y = run(offset, parameters, training, sum);
    return new NDList(rectified ? Activation.relu(y) : y);
  }
}
