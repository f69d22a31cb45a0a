package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * Whether the report speaks of what the picture shows. The report paints where it says the lesion
 * is, over learned places; the picture alone shows where it sees one; where the two do not meet, a
 * side was swapped. Both maps learn from the true mask.
 *
 * <p>Inputs: the picture's own cells {@code (B, N, D)}, the report vector {@code (B, D)}, words
 * {@code (B, T, 2H)} and their bias {@code (B, T)}, from which an attention of its own takes the
 * place. Outputs: logit of agreement {@code (B, 1)}, logits of what is said and of what is seen
 * {@code (B, 2N)}.
 */
final class ConcordanceHead extends Part {
  private final WordAttention where;
  private final PaintedPlan plan;
  private final Linear said;
  private final Linear seen;
  private final Linear hidden;
  private final Linear logit;

  ConcordanceHead(NetworkConfig config) {
    int depth = config.depth();
    int words = 2 * config.state();
    where = part("where", new WordAttention(words, depth));
    plan = part("plan", new PaintedPlan(words, config, new PlaneWaves()));
    said = linear("said", depth, 1);
    seen = linear("seen", depth, 1);
    hidden = linear("hidden", 4 * depth + 4, depth);
    logit = linear("logit", depth, 1);
  }

  @Override
  protected NDList compute(ParameterStore parameters, NDList inputs, boolean training) {
    NDArray cells = inputs.get(0);
    NDArray report = inputs.get(1);
    NDArray place = run(where, parameters, training, inputs.get(2), inputs.get(3));
    NDArray painted = run(plan, parameters, training, place);
    NDArray saidMap = run(said, parameters, training, painted).squeeze(2);
    NDArray seenMap = run(seen, parameters, training, cells).squeeze(2);
    NDArray x = Activation.sigmoid(saidMap);
    NDArray y = Activation.sigmoid(seenMap);
    int[] all = {1};
    NDArray sumX = x.sum(all, true);
    NDArray sumY = y.sum(all, true);
    NDArray shared = x.mul(y).sum(all, true);
    NDArray overlap = Numbers.times(shared, 2).div(sumX.add(sumY).add(1e-3f));
    NDArray missed = shared.div(sumX.minimum(sumY).add(1e-1f));
    NDArray size =
        NDArrays.concat(new NDList(Numbers.times(sumX, 0.1), Numbers.times(sumY, 0.1)), 1);
    NDArray known =
        NDArrays.concat(
            new NDList(
                overlap,
                missed,
                size,
                ReadingNetwork.pool(cells, training),
                report,
                report.mul(cells.mean(all))),
            1);
    NDArray h = Activation.relu(run(hidden, parameters, training, known));
    return new NDList(run(logit, parameters, training, h), saidMap.concat(seenMap, 1));
  }
}
