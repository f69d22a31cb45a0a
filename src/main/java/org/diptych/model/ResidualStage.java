package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;

/**
 * {@code y = relu(x' + F(x))} with two convolutions in {@code F} and a projection {@code x'}
 * (ResNet, as the paper's section IV-A asks): {@code (B, in, H, W)} to {@code (B, out, H/2, W/2)}.
 */
final class ResidualStage extends Part {
  private final Convolution first;
  private final Convolution second;
  private final Convolution projection;

  ResidualStage(int in, int out) {
    first = part("first", new Convolution(in, out, 3, 2, true));
    second = part("second", new Convolution(out, out, 3, 1, false));
    projection = part("projection", new Convolution(in, out, 1, 2, false));
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray x = inputs.head();
    NDArray change = run(second, parameters, training, run(first, parameters, training, x));
    return new NDList(Activation.relu(change.add(run(projection, parameters, training, x))));
  }
}
