package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * What a report says, laid out over learned places: {@code relu(plan + W r) · plan}, from {@code
 * (B, in)} to cells {@code (B, N, D)}.
 */
final class PaintedPlan extends Part {
  private final Parameter places;
  private final Linear paint;

  PaintedPlan(int in, NetworkConfig config) {
    this(in, config, NOISE);
  }

  PaintedPlan(int in, NetworkConfig config, Initializer begin) {
    long side = config.inputSize() / 8;
    places = constant("places", begin, 1, side * side, config.depth());
    paint = linear("paint", in, config.depth());
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray said = inputs.head();
    NDArray plan = beside(said, places, parameters, training);
    NDArray painted = run(paint, parameters, training, said).expandDims(1).add(plan);
    return new NDList(Activation.relu(painted).mul(plan));
  }
}
