package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * Embedding, BiLSTM and word attention over the report (paper section IV-A). Takes {@link Inputs};
 * outputs: words {@code (B, T, 2H)}, report vector {@code (B, D)}, word weights {@code (B, T)}.
 */
final class ReportEncoder extends Part {
  private final Embedding embedding;
  private final BiLstm lstm;
  private final WordAttention attention;
  private final Linear summary;
  private final boolean attends;

  ReportEncoder(NetworkConfig config) {
    embedding = part("embedding", new Embedding(config.words(), config.embedding()));
    lstm = part("lstm", new BiLstm(config.embedding(), config.state()));
    attention = part("attention", new WordAttention(2 * config.state(), config.state()));
    attends = config.attention();
    summary = linear("summary", 2 * config.state(), config.depth());
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList list, boolean training) {
    Inputs inputs = Inputs.of(list);
    NDList both =
        new NDList(
            run(embedding, parameters, training, inputs.words()),
            run(embedding, parameters, training, inputs.reversed()),
            inputs.positions());
    NDArray words = lstm.forward(parameters, both, training).head();
    NDList attended =
        attends
            ? attention.forward(parameters, new NDList(words, inputs.wordBias()), training)
            : WordAttention.none(words, inputs.wordMask());
    NDArray vector = run(summary, parameters, training, attended.get(0)).tanh();
    return new NDList(words, vector, attended.get(1));
  }
}
