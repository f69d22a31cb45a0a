package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;

/**
 * Bidirectional LSTM (paper equations 2 to 4): {@code h_t = [→h_t ; ←h_t]}.
 *
 * <p>Inputs: vectors {@code (B, T, in)}, the same vectors with each sample's own length reversed,
 * and for each position where its reverse lies {@code (B, T)} INT64. Output {@code (B, T,
 * 2·state)}. Two one-way LSTMs make it exact for samples of different lengths.
 */
final class BiLstm extends Part {
  private final LSTM forwards;
  private final LSTM backwards;
  private final int state;

  BiLstm(int in, int state) {
    this.state = state;
    this.forwards = child("forwards", lstm(state), new Shape(1, 2, in));
    this.backwards = child("backwards", lstm(state), new Shape(1, 2, in));
  }

  private static LSTM lstm(int state) {
    return LSTM.builder().setNumLayers(1).setStateSize(state).optBatchFirst(true).build();
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray positions = inputs.get(2);
    long batch = positions.getShape().get(0);
    long length = positions.getShape().get(1);
    NDArray right = run(forwards, parameters, training, inputs.get(0));
    NDArray left = run(backwards, parameters, training, inputs.get(1));
    NDArray unreversed = left.gather(positions.expandDims(2).broadcast(batch, length, state), 1);
    return new NDList(right.concat(unreversed, 2));
  }
}
