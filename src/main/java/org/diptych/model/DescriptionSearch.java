package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds the likeliest descriptions of a batch, greedily or along several beams. */
final class DescriptionSearch {
  private record Beam(List<Integer> tokens, double logProbability, NDList state, boolean ended) {
    double score() {
      return logProbability / Math.max(1, tokens.size());
    }
  }

  private final ReadingNetwork network;
  private final ParameterStore store;
  private final NDArray context;
  private final NDList remembered;

  private DescriptionSearch(
      ReadingNetwork network, ParameterStore store, NDArray context, NDList remembered) {
    this.network = network;
    this.store = store;
    this.context = context;
    this.remembered = remembered;
  }

  /**
   * Descriptions of the first cases of the batch; width 1 is greedy, all cases in step.
   *
   * @param next of each case that is described
   */
  static List<List<Integer>> best(
      ReadingNetwork network,
      ParameterStore store,
      Encoded encoded,
      Outputs outputs,
      List<NextToken> next,
      int width) {
    int cases = next.size();
    if (cases == 0) {
      return List.of();
    }
    String first = "0:" + cases;
    NDArray memory = encoded.memory().get(first);
    NDList remembered = network.remember(store, memory, encoded.memoryBias().get(first), false);
    NDArray context = outputs.context().get(first);
    DescriptionSearch search = new DescriptionSearch(network, store, context, remembered);
    if (width == 1) {
      return search.greedy(next);
    }
    List<List<Integer>> best = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      best.add(search.row(i).alongBeams(next.get(i), width));
    }
    return best;
  }

  private DescriptionSearch row(int i) {
    String row = i + ":" + (i + 1);
    NDList own = new NDList();
    remembered.forEach(each -> own.add(each.get(row)));
    return new DescriptionSearch(network, store, context.get(row), own);
  }

  private List<List<Integer>> greedy(List<NextToken> next) {
    int cases = next.size();
    List<List<Integer>> tokens = new ArrayList<>();
    long[] last = new long[cases];
    Arrays.fill(last, Phrases.BEGIN);
    boolean[] ended = new boolean[cases];
    for (int i = 0; i < cases; i++) {
      tokens.add(new ArrayList<>());
    }
    NDList state = new NDList();
    int open = cases;
    for (int step = 0; step < network.config().maxDescription() && open > 0; step++) {
      NDArray token = context.getManager().create(last, new Shape(cases, 1));
      NDList out = step(token, state);
      state = out.subNDList(1);
      float[] logits = out.get(0).toFloatArray();
      int v = logits.length / cases;
      for (int i = 0; i < cases; i++) {
        float[] own = Arrays.copyOfRange(logits, i * v, (i + 1) * v);
        last[i] = next.get(i).best(own, tokens.get(i));
        if (!ended[i] && last[i] == Phrases.END) {
          ended[i] = true;
          open--;
        } else if (!ended[i]) {
          tokens.get(i).add((int) last[i]);
        }
      }
    }
    return tokens;
  }

  private NDList step(NDArray token, NDList state) {
    NDList inputs = new NDList(token, context);
    inputs.addAll(state);
    return network.describe(store, inputs, remembered, false);
  }

  private List<Integer> alongBeams(NextToken choice, int width) {
    List<Beam> beams = List.of(new Beam(List.of(), 0, new NDList(), false));
    int limit = network.config().maxDescription();
    for (int step = 0; step < limit && !beams.stream().allMatch(Beam::ended); step++) {
      List<Beam> next = new ArrayList<>();
      for (Beam beam : beams) {
        next.addAll(beam.ended() ? List.of(beam) : longer(beam, choice, width));
      }
      next.sort(Comparator.comparingDouble(Beam::score).reversed());
      beams = next.subList(0, Math.min(width, next.size()));
    }
    return beams.get(0).tokens();
  }

  private List<Beam> longer(Beam beam, NextToken choice, int width) {
    int last =
        beam.tokens().isEmpty() ? Phrases.BEGIN : beam.tokens().get(beam.tokens().size() - 1);
    NDArray token = context.getManager().create(new long[] {last}, new Shape(1, 1));
    NDList out = step(token, beam.state());
    float[] log = out.get(0).logSoftmax(2).toFloatArray();
    List<Beam> longer = new ArrayList<>();
    for (int n = 0; n < width; n++) {
      int best = choice.best(log, beam.tokens());
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
