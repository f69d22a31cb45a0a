package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/** The single system {@code cnn}: residual convolutions with a pyramid over the image. */
final class CnnNetwork extends ReadingNetwork {
  private final ImageEncoder encoder;

  CnnNetwork(NetworkConfig config) {
    super(config, 2 * config.depth(), config.width());
    encoder = part("image", new ImageEncoder(config));
  }

  @Override
  Encoded encode(ParameterStore parameters, Inputs inputs, boolean training) {
    NDList maps = encoder.forward(parameters, new NDList(inputs.image()), training);
    NDArray cells = cells(maps.get(1));
    NDArray pooled = pool(cells, training);
    return new Encoded(
        cells,
        maps.get(0),
        maps.get(2),
        pooled,
        pooled,
        cells,
        cells.mean(new int[] {2}).zerosLike(),
        inputs.wordMask().zerosLike(),
        unjudged(pooled),
        unseen(cells));
  }
}
