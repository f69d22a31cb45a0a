package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;

/**
 * The single system {@code am}: it reads the report by two layers of scaled dot-product attention
 * (paper equation 5) over words with learned places, each normalised before it attends, and
 * localises by what the report says. No recurrence, no convolution over pixels.
 */
final class AttentionNetwork extends ReadingNetwork {
  private static final int LAYERS = 2;

  private final Embedding embedding;
  private final Parameter wordPlaces;
  private final LayerNorm[] beforeAttention = new LayerNorm[LAYERS];
  private final LayerNorm[] beforeExpand = new LayerNorm[LAYERS];
  private final ScaledDotProductAttention[] attention = new ScaledDotProductAttention[LAYERS];
  private final Linear[] expand = new Linear[LAYERS];
  private final Linear[] contract = new Linear[LAYERS];
  private final LayerNorm afterAll;
  private final WordAttention wordAttention;
  private final PaintedPlan plan;

  AttentionNetwork(NetworkConfig config) {
    super(config, config.depth(), 0);
    int d = config.depth();
    embedding = part("embedding", new Embedding(config.words(), d));
    wordPlaces = constant("wordPlaces", 1, config.maxWords(), d);
    for (int i = 0; i < LAYERS; i++) {
      beforeAttention[i] = norm("beforeAttention" + i, d);
      beforeExpand[i] = norm("beforeExpand" + i, d);
      attention[i] = part("attention" + i, new ScaledDotProductAttention(d, d, d));
      expand[i] = linear("expand" + i, d, 2 * d);
      contract[i] = linear("contract" + i, 2 * d, d);
    }
    afterAll = norm("afterAll", d);
    wordAttention = part("wordAttention", new WordAttention(d, d));
    plan = part("plan", new PaintedPlan(d, config));
  }

  private LayerNorm norm(String name, int depth) {
    return child(name, LayerNorm.builder().axis(2).build(), new Shape(1, 1, depth));
  }

  @Override
  Encoded encode(ParameterStore parameters, Inputs inputs, boolean training) {
    NDArray vectors = run(embedding, parameters, training, inputs.words());
    long t = inputs.words().getShape().get(1);
    NDArray order = beside(vectors, wordPlaces, parameters, training);
    NDArray words = vectors.add(order.get(":, 0:" + t));
    for (int i = 0; i < LAYERS; i++) {
      NDArray normal = run(beforeAttention[i], parameters, training, words);
      NDArray seen = run(attention[i], parameters, training, normal, normal, inputs.wordBias());
      words = words.add(seen);
      NDArray wide = run(beforeExpand[i], parameters, training, words);
      NDArray h = Activation.relu(run(expand[i], parameters, training, wide));
      words = words.add(run(contract[i], parameters, training, h));
    }
    words = run(afterAll, parameters, training, words);
    NDList report =
        wordAttention.forward(parameters, new NDList(words, inputs.wordBias()), training);
    NDArray vector = report.get(0);
    NDArray cells = run(plan, parameters, training, vector);
    return ofReport(inputs, cells, vector, words, report.get(1));
  }
}
