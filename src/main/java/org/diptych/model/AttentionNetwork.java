package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * The single system {@code am}: 8×8 patches and words as one sequence with learned places, read by
 * two layers of scaled dot-product attention (paper equation 5).
 */
final class AttentionNetwork extends ReadingNetwork {
  private static final int LAYERS = 2;

  private final Conv2d patches;
  private final Embedding embedding;
  private final Parameter imagePlaces;
  private final Parameter wordPlaces;
  private final Parameter noImage;
  private final ScaledDotProductAttention[] attention = new ScaledDotProductAttention[LAYERS];
  private final Linear[] expand = new Linear[LAYERS];
  private final Linear[] contract = new Linear[LAYERS];
  private final WordAttention wordAttention;

  AttentionNetwork(NetworkConfig config) {
    super(config, 4 * config.depth());
    int d = config.depth();
    long side = config.inputSize() / 8;
    patches =
        child(
            "patches",
            Conv2d.builder()
                .setFilters(d)
                .setKernelShape(new Shape(8, 8))
                .optStride(new Shape(8, 8))
                .build(),
            new Shape(1, 1, config.inputSize(), config.inputSize()));
    embedding = part("embedding", new Embedding(config.words(), d));
    imagePlaces = constant("imagePlaces", 1, side * side, d);
    wordPlaces = constant("wordPlaces", 1, config.maxWords(), d);
    noImage = constant("noImage", 1, d);
    for (int i = 0; i < LAYERS; i++) {
      attention[i] = part("attention" + i, new ScaledDotProductAttention(d, d, d));
      expand[i] = linear("expand" + i, d, 2 * d);
      contract[i] = linear("contract" + i, 2 * d, d);
    }
    wordAttention = part("wordAttention", new WordAttention(d, d));
  }

  @Override
  Encoded encode(ParameterStore parameters, Inputs inputs, boolean training) {
    NDArray raw = cells(run(patches, parameters, training, inputs.image()));
    NDArray plan = parameters.getValue(imagePlaces, raw.getDevice(), training);
    NDArray none = parameters.getValue(noImage, raw.getDevice(), training);
    NDArray cells = orElse(raw, inputs.hasImage().expandDims(2), none.expandDims(0)).add(plan);
    long n = cells.getShape().get(1);
    long t = inputs.words().getShape().get(1);
    NDArray order = parameters.getValue(wordPlaces, raw.getDevice(), training);
    NDArray words =
        run(embedding, parameters, training, inputs.words()).add(order.get(":, 0:" + t));
    NDArray all = cells.concat(words, 1);
    NDArray bias = cells.mean(new int[] {2}).mul(0f).concat(inputs.wordBias(), 1);
    for (int i = 0; i < LAYERS; i++) {
      all = all.add(run(attention[i], parameters, training, all, all, bias));
      NDArray h = Activation.relu(run(expand[i], parameters, training, all));
      all = all.add(run(contract[i], parameters, training, h));
    }
    NDArray fused = all.get(":, 0:" + n);
    NDArray read = all.get(":, " + n + ":");
    NDList report =
        wordAttention.forward(parameters, new NDList(read, inputs.wordBias()), training);
    NDArray vector = report.get(0).mul(inputs.hasReport());
    NDArray joint =
        NDArrays.concat(new NDList(pool(fused), vector, vector.mul(fused.mean(new int[] {1}))), 1);
    Shape fine =
        new Shape(inputs.batch(), config().depth(), config().maskSide(), config().maskSide());
    return new Encoded(
        fused,
        FeaturePyramid.enlarge(map(fused), fine),
        joint,
        pool(cells),
        all,
        bias,
        report.get(1));
  }
}
