package org.diptych.model;

/**
 * The size and shape of a network.
 *
 * @param inputSize side of the square the image is resampled to, a multiple of 16
 * @param width channels of the first stage; the cells have {@code 4·width}
 * @param blocks residual blocks of a stage, at least 1
 * @param pyramid whether the coarsest stage flows back into the cells
 * @param attention whether words are weighed by attention, or all the same
 * @param embedding size of a word vector
 * @param state size of one LSTM direction
 * @param classes number of classes
 * @param words size of the report vocabulary
 * @param maxWords longest report in tokens; history is dropped first, then the end
 * @param phrases size of the description vocabulary
 * @param maxDescription longest description in tokens
 * @param dropout share of the joint representation dropped in training
 */
public record NetworkConfig(
    Architecture architecture,
    int inputSize,
    int width,
    int blocks,
    boolean pyramid,
    boolean attention,
    int embedding,
    int state,
    FusionKind fusion,
    int classes,
    int words,
    int maxWords,
    int phrases,
    int maxDescription,
    float dropout) {
  public NetworkConfig {
    if (blocks < 1) {
      throw new IllegalArgumentException("a stage has at least one residual block");
    }
    if (inputSize < 32 || inputSize % 16 != 0) {
      throw new IllegalArgumentException("the input size is a multiple of 16, at least 32");
    }
  }

  /** Channels of a cell, D. */
  int depth() {
    return 4 * width;
  }

  /** Side of the fine features. */
  int fineSide() {
    return inputSize / 4;
  }

  /** Side of the mask. */
  int maskSide() {
    return inputSize / 2;
  }

  NetworkConfig with(Architecture other) {
    return new NetworkConfig(
        other,
        inputSize,
        width,
        blocks,
        pyramid,
        attention,
        embedding,
        state,
        fusion,
        classes,
        words,
        maxWords,
        phrases,
        maxDescription,
        dropout);
  }

  NetworkConfig sized(int classCount, int wordCount, int phraseCount) {
    return new NetworkConfig(
        architecture,
        inputSize,
        width,
        blocks,
        pyramid,
        attention,
        embedding,
        state,
        fusion,
        classCount,
        wordCount,
        maxWords,
        phraseCount,
        maxDescription,
        dropout);
  }
}
