package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;

/**
 * Autoregressive decoder with attention (paper section IV-A): an LSTM whose every step looks at the
 * memory before it names the next token.
 *
 * <p>Inputs: previous tokens {@code (B, L)}, context {@code (B, X)}, keys and values of the memory
 * {@code (B, M, D)}, memory bias {@code (B, M)}, and the state {@code (1, B, H)} twice when a
 * decoding goes on. Outputs: logits {@code (B, L, V)} and the new state.
 */
final class DescriptionDecoder extends Part {
  private final Embedding embedding;
  private final Linear startHidden;
  private final Linear startCell;
  private final Linear hint;
  private final LSTM lstm;
  private final ScaledDotProductAttention attention;
  private final Linear logits;

  DescriptionDecoder(NetworkConfig config, int context) {
    int e = config.embedding();
    int h = 2 * config.state();
    embedding = part("embedding", new Embedding(config.phrases(), e));
    startHidden = linear("startHidden", context, h);
    startCell = linear("startCell", context, h);
    hint = linear("hint", context, e);
    lstm =
        child(
            "lstm",
            LSTM.builder()
                .setNumLayers(1)
                .setStateSize(h)
                .optBatchFirst(true)
                .optReturnState(true)
                .build(),
            new Shape(1, 2, 2L * e));
    attention = part("attention", new ScaledDotProductAttention(h, config.depth(), config.depth()));
    logits = linear("logits", h + config.depth(), config.phrases());
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray tokens = inputs.get(0);
    NDArray context = inputs.get(1);
    long batch = tokens.getShape().get(0);
    long length = tokens.getShape().get(1);
    NDArray constant = run(hint, parameters, training, context).expandDims(1);
    NDArray steps =
        run(embedding, parameters, training, tokens)
            .concat(constant.broadcast(batch, length, constant.getShape().get(2)), 2);
    boolean goingOn = inputs.size() > 5;
    NDArray h = goingOn ? inputs.get(5) : start(startHidden, parameters, training, context);
    NDArray c = goingOn ? inputs.get(6) : start(startCell, parameters, training, context);
    NDList out = lstm.forward(parameters, new NDList(steps, h, c), training);
    NDArray states = out.get(0);
    NDArray seen =
        attention.look(parameters, states, inputs.subNDList(2, 4), inputs.get(4), training);
    NDArray scores = run(logits, parameters, training, states.concat(seen, 2));
    return new NDList(scores, out.get(1), out.get(2));
  }

  /** Keys and values of the memory: every step looks at the same. */
  NDList remember(ParameterStore parameters, NDArray memory, boolean training) {
    return attention.remember(parameters, memory, training);
  }

  private static NDArray start(
      Linear layer, ParameterStore parameters, boolean training, NDArray context) {
    return run(layer, parameters, training, context).tanh().expandDims(0);
  }
}
