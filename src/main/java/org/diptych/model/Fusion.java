package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * Fuses image and report by a {@link FusionKind}.
 *
 * <p>Inputs: cells {@code m (B, N, D)}, words {@code (B, T, 2H)}, word bias {@code (B, T)}, report
 * vector {@code r (B, D)}, whether there is a report {@code (B, 1)}. Output {@code (B, N, D)}.
 */
final class Fusion extends Part {
  private final FusionKind kind;
  private final Linear weights;
  private final @Nullable ScaledDotProductAttention attention;

  Fusion(FusionKind kind, int depth, int words) {
    this.kind = kind;
    this.weights = linear("weights", kind == FusionKind.PRODUCT ? depth : 2 * depth, depth);
    this.attention =
        kind == FusionKind.CROSS_MODAL
            ? part("attention", new ScaledDotProductAttention(depth, words, depth))
            : null;
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray cells = inputs.get(0);
    NDArray report = inputs.get(3).expandDims(1).broadcast(cells.getShape());
    return new NDList(
        switch (kind) {
          case CONCATENATION ->
              Activation.relu(run(weights, parameters, training, cells.concat(report, 2)));
          case PRODUCT -> run(weights, parameters, training, cells.mul(report));
          case GATED -> {
            NDArray gate = gate(parameters, training, cells, report);
            yield gate.mul(cells.sub(report)).add(report);
          }
          case CROSS_MODAL -> {
            NDArray context = context(parameters, training, inputs);
            yield cells.add(gate(parameters, training, cells, context).mul(context));
          }
        });
  }

  private NDArray gate(ParameterStore parameters, boolean training, NDArray a, NDArray b) {
    return Activation.sigmoid(run(weights, parameters, training, a.concat(b, 2)));
  }

  private NDArray context(ParameterStore parameters, boolean training, NDList inputs) {
    if (attention == null) {
      throw new IllegalStateException("only cross-modal fusion attends");
    }
    return run(attention, parameters, training, inputs.get(0), inputs.get(1), inputs.get(2))
        .mul(inputs.get(4).expandDims(1));
  }
}
