package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;

/**
 * Fully connected layers to one logit per class (paper section IV-A): {@code (B, in)} to {@code (B,
 * C)}.
 */
final class ClassificationHead extends Part {
  private final Linear hidden;
  private final Dropout dropout;
  private final Linear logits;

  ClassificationHead(int in, int width, int classes, float rate) {
    hidden = linear("hidden", in, width);
    dropout = child("dropout", Dropout.builder().optRate(rate).build(), new Shape(1, width));
    logits = linear("logits", width, classes);
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray h = Activation.relu(run(hidden, parameters, training, inputs.head()));
    return new NDList(run(logits, parameters, training, run(dropout, parameters, training, h)));
  }
}
