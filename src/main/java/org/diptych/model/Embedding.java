package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;

/** A vector per token: {@code (B, T)} of INT64 to {@code (B, T, size)}. */
final class Embedding extends Part {
  private final Parameter table;

  Embedding(int tokens, int size) {
    table =
        addParameter(
            Parameter.builder()
                .setName("table")
                .setType(Parameter.Type.OTHER)
                .optInitializer(new NormalInitializer(0.3f))
                .optShape(new Shape(tokens, size))
                .build());
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray tokens = inputs.head();
    NDArray vectors = parameters.getValue(table, tokens.getDevice(), training);
    return new NDList(tokens.getNDArrayInternal().embedding(tokens, vectors, SparseFormat.DENSE));
  }
}
