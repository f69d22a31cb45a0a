package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual blocks {@code y = relu(x' + F(x))} with two convolutions in {@code F}; the first halves
 * the picture and projects {@code x'}, the others keep {@code x' = x} (ResNet, as the paper's
 * section IV-A asks): {@code (B, in, H, W)} to {@code (B, out, H/2, W/2)}.
 */
final class ResidualStage extends Part {
  private final Convolution projection;
  private final List<Convolution> firsts = new ArrayList<>();
  private final List<Convolution> seconds = new ArrayList<>();

  ResidualStage(int in, int out, int blocks) {
    projection = part("projection", new Convolution(in, out, 1, 2, false));
    for (int i = 0; i < blocks; i++) {
      Convolution first =
          i == 0 ? new Convolution(in, out, 3, 2, true) : new Convolution(out, out, 3, 1, true);
      firsts.add(part("first" + i, first));
      seconds.add(part("second" + i, new Convolution(out, out, 3, 1, false)));
    }
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray x = inputs.head();
    for (int i = 0; i < firsts.size(); i++) {
      NDArray change = run(firsts.get(i), parameters, training, x);
      NDArray kept = i == 0 ? run(projection, parameters, training, x) : x;
      change = run(seconds.get(i), parameters, training, change);
      x = Activation.relu(onto(change, kept, training));
    }
    return new NDList(x);
  }
}
