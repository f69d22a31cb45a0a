package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/**
 * Convolutional encoder: {@code (B, 1, S, S)} to {@code fine (B, D, S/4, S/4)} and {@code cells (B,
 * D, S/8, S/8)} with {@code D = 4·width}, and {@code detail (B, width, S/2, S/2)}.
 */
final class ImageEncoder extends Part {
  private final Convolution stem;
  private final ResidualStage stage2;
  private final ResidualStage stage3;
  private final ResidualStage stage4;
  private final FeaturePyramid pyramid;

  ImageEncoder(NetworkConfig config) {
    int width = config.width();
    int blocks = config.blocks();
    stem = part("stem", new Convolution(1, width, 5, 2, true));
    stage2 = part("stage2", new ResidualStage(width, 2 * width, blocks));
    stage3 = part("stage3", new ResidualStage(2 * width, 4 * width, blocks));
    stage4 = part("stage4", new ResidualStage(4 * width, 8 * width, blocks));
    pyramid = part("pyramid", new FeaturePyramid(width, 4 * width, config.pyramid()));
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray c1 = run(stem, parameters, training, inputs.head());
    NDArray c2 = run(stage2, parameters, training, c1);
    NDArray c3 = run(stage3, parameters, training, c2);
    NDArray c4 = run(stage4, parameters, training, c3);
    NDList maps = pyramid.forward(parameters, new NDList(c2, c3, c4), training);
    return new NDList(maps.get(0), maps.get(1), c1);
  }
}
