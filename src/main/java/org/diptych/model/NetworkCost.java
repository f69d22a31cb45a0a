package org.diptych.model;

/**
 * Multiply-adds of the encoders, counted from the shapes of their layers: convolutions {@code
 * k²·in·out·H·W}, dense layers {@code in·out} per row, LSTM {@code 4·state·(in + state)} per word
 * and direction. Activations, normalisations and pooling are not counted.
 */
final class NetworkCost {
  private final NetworkConfig config;

  NetworkCost(NetworkConfig config) {
    this.config = config;
  }

  /** Image encoder, report encoder and fusion of one case of the multimodal model. */
  long encoders(int words) {
    return image() + report(words) + fusion(words);
  }

  /** Everything a training step runs forwards for one case of the multimodal model. */
  long step(int words) {
    return encoders(words) + heads(words);
  }

  private long image() {
    long w = config.width();
    long s = config.inputSize() / 2;
    long sum = convolution(1, w, 5, s);
    for (int stage = 1; stage <= 3; stage++) {
      long in = w << (stage - 1);
      long out = w << stage;
      s /= 2;
      sum += convolution(in, out, 1, s) + convolution(in, out, 3, s);
      sum += (2L * config.blocks() - 1) * convolution(out, out, 3, s);
    }
    long d = config.depth();
    long quarter = config.fineSide();
    return sum
        + convolution(2 * w, d, 1, quarter)
        + convolution(4 * w, d, 1, quarter / 2)
        + (config.pyramid() ? convolution(8 * w, d, 1, quarter / 4) : 0);
  }

  private long report(int words) {
    long h = config.state();
    long lstm = 2 * 4 * h * (config.embedding() + h);
    return words * (lstm + 2 * h * h + h) + 2 * h * config.depth();
  }

  private long fusion(int words) {
    long cells = (long) config.fineSide() * config.fineSide() / 4;
    long d = config.depth();
    if (config.fusion() != FusionKind.CROSS_MODAL) {
      return cells * 2 * d * d;
    }
    long attention = cells * d * d + 2L * words * 2 * config.state() * d + 2 * cells * words * d;
    return attention + cells * 2 * d * d;
  }

  private long heads(int words) {
    long d = config.depth();
    long w = d / 4;
    long quarter = config.fineSide();
    long mask =
        convolution(d, d, 3, quarter)
            + convolution(d, w, 1, quarter)
            + convolution(config.width(), w, 1, 2 * quarter)
            + convolution(w, w, 3, 2 * quarter);
    long h = 2L * config.state();
    long cells = quarter * quarter / 4;
    long token =
        4 * h * (2L * config.embedding() + h)
            + h * d
            + 2 * (cells + words) * d
            + (h + d) * config.phrases();
    return mask + config.maxDescription() * token + cells * 2 * d * d;
  }

  private static long convolution(long in, long out, long kernel, long side) {
    return in * out * kernel * kernel * side * side;
  }
}
