package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * The single system {@code bilstm}: it reads the report, and localises by what the report says,
 * over a learned plan of places.
 */
final class BiLstmNetwork extends ReadingNetwork {
  private final ReportEncoder encoder;
  private final PaintedPlan plan;
  private final Linear memory;

  BiLstmNetwork(NetworkConfig config) {
    super(config, config.depth(), 0);
    int d = config.depth();
    encoder = part("report", new ReportEncoder(config));
    plan = part("plan", new PaintedPlan(d, config));
    memory = linear("memory", 2 * config.state(), d);
  }

  @Override
  Encoded encode(ParameterStore parameters, Inputs inputs, boolean training) {
    NDList report = encoder.forward(parameters, inputs.toList(), training);
    NDArray vector = report.get(1);
    NDArray cells = run(plan, parameters, training, vector);
    NDArray words = run(memory, parameters, training, report.get(0));
    return ofReport(inputs, cells, vector, words, report.get(2));
  }
}
