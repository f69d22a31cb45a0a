package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * The single system {@code bilstm}: it reads the report, and localises by what the report says,
 * over a learned plan of places.
 */
final class BiLstmNetwork extends ReadingNetwork {
  private final ReportEncoder encoder;
  private final Parameter places;
  private final Linear paint;
  private final Linear memory;

  BiLstmNetwork(NetworkConfig config) {
    super(config, config.depth());
    int d = config.depth();
    long side = config.inputSize() / 8;
    encoder = part("report", new ReportEncoder(config));
    places = constant("places", 1, side * side, d);
    paint = linear("paint", d, d);
    memory = linear("memory", 2 * config.state(), d);
  }

  @Override
  Encoded encode(ParameterStore parameters, Inputs inputs, boolean training) {
    NDList report = encoder.forward(parameters, inputs.toList(), training);
    NDArray vector = report.get(1);
    NDArray plan = parameters.getValue(places, vector.getDevice(), training);
    NDArray cells =
        Activation.relu(plan.add(run(paint, parameters, training, vector).expandDims(1))).mul(plan);
    NDArray map = map(cells);
    Shape fine =
        new Shape(inputs.batch(), config().depth(), config().maskSide(), config().maskSide());
    return new Encoded(
        cells,
        FeaturePyramid.enlarge(map, fine),
        vector,
        pool(cells).mul(0f),
        run(memory, parameters, training, report.get(0)),
        inputs.wordBias(),
        report.get(2));
  }
}
