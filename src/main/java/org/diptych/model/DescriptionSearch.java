package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the likeliest description of one case of a batch, greedily or along several beams. */
final class DescriptionSearch {
  private record Beam(List<Integer> tokens, double logProbability, NDList state, boolean ended) {
    double score() {
      return logProbability / Math.max(1, tokens.size());
    }
  }

  private final ReadingNetwork network;
  private final ParameterStore store;
  private final Encoded encoded;
  private final NDArray context;

  DescriptionSearch(
      ReadingNetwork network, ParameterStore store, Encoded all, Outputs outputs, int row) {
    String one = row + ":" + (row + 1);
    this.network = network;
    this.store = store;
    this.context = outputs.context().get(one);
    this.encoded =
        new Encoded(
            all.cells().get(one),
            all.fine().get(one),
            all.joint().get(one),
            all.imageAlone().get(one),
            all.memory().get(one),
            all.memoryBias().get(one),
            all.wordWeights().get(one));
  }

  List<Integer> best(int width) {
    List<Beam> beams = List.of(new Beam(List.of(), 0, new NDList(), false));
    int limit = network.config().maxDescription();
    for (int step = 0; step < limit && !beams.stream().allMatch(Beam::ended); step++) {
      List<Beam> next = new ArrayList<>();
      for (Beam beam : beams) {
        next.addAll(beam.ended() ? List.of(beam) : longer(beam, width));
      }
      next.sort(Comparator.comparingDouble(Beam::score).reversed());
      beams = next.subList(0, Math.min(width, next.size()));
    }
    return beams.get(0).tokens();
  }

  private List<Beam> longer(Beam beam, int width) {
    int last =
        beam.tokens().isEmpty() ? Phrases.BEGIN : beam.tokens().get(beam.tokens().size() - 1);
    NDArray token = context.getManager().create(new long[] {last}, new Shape(1, 1));
    NDList inputs = new NDList(token, context);
    inputs.addAll(beam.state());
    NDList out = network.describe(store, inputs, encoded, false);
    float[] log = out.get(0).logSoftmax(2).toFloatArray();
    List<Beam> longer = new ArrayList<>();
    for (int n = 0; n < width; n++) {
      int best = 0;
      for (int i = 1; i < log.length; i++) {
        best = log[i] > log[best] ? i : best;
      }
      List<Integer> tokens = new ArrayList<>(beam.tokens());
      boolean ended = best == Phrases.END;
      if (!ended) {
        tokens.add(best);
      }
      longer.add(new Beam(tokens, beam.logProbability() + log[best], out.subNDList(1), ended));
      log[best] = Float.NEGATIVE_INFINITY;
    }
    return longer;
  }
}
