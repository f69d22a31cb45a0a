package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/** An assembly with the three heads every system has: classes, mask and box, description. */
abstract class ReadingNetwork extends Part {
  private final NetworkConfig config;
  private final ClassificationHead classification;
  private final LocalisationHead localisation;
  private final Linear scope;
  private final DescriptionDecoder description;

  /**
   * An assembly.
   *
   * @param joint size of the joint representation
   * @param detail channels of the picture at half its size, 0 where the system has none
   */
  ReadingNetwork(NetworkConfig config, int joint, int detail) {
    this.config = config;
    int d = config.depth();
    classification =
        part(
            "classification",
            new ClassificationHead(joint + d, 2 * d, config.classes(), config.dropout()));
    localisation = part("localisation", new LocalisationHead(d, detail));
    scope = linear("scope", 2 * d, 1);
    description = part("description", new DescriptionDecoder(config, joint + d + 4));
  }

  /** The assembly's own part. */
  abstract Encoded encode(ParameterStore parameters, Inputs inputs, boolean training);

  final NetworkConfig config() {
    return config;
  }

  @Override
  protected final NDList compute(ParameterStore parameters, NDList list, boolean training) {
    Inputs inputs = Inputs.of(list);
    return read(parameters, inputs, encode(parameters, inputs, training), training).toList();
  }

  final Outputs read(ParameterStore parameters, Inputs inputs, Encoded encoded, boolean training) {
    NDList where =
        localisation.forward(
            parameters,
            encoded.detail() == null
                ? new NDList(map(encoded.cells()), encoded.fine())
                : new NDList(map(encoded.cells()), encoded.fine(), encoded.detail()),
            training);
    NDArray local = where.get(2);
    NDArray classes = run(classification, parameters, training, encoded.joint().concat(local, 1));
    NDArray context = NDArrays.concat(new NDList(encoded.joint(), local, where.get(3)), 1);
    NDArray tokens = inputs.description();
    return new Outputs(
        classes,
        where.get(1),
        where.get(0),
        run(scope, parameters, training, encoded.imageAlone()),
        encoded.wordWeights(),
        encoded.agreement(),
        encoded.saidAndSeen(),
        context,
        tokens == null
            ? null
            : describe(
                    parameters,
                    new NDList(tokens, context),
                    remember(parameters, encoded.memory(), encoded.memoryBias(), training),
                    training)
                .get(0));
  }

  /** What every step of the description looks at: keys, values and bias of the memory. */
  final NDList remember(ParameterStore parameters, NDArray memory, NDArray bias, boolean training) {
    NDList list = description.remember(parameters, memory, training);
    list.add(bias);
    return list;
  }

  /** One or more steps of the description: tokens, context and, going on, the state. */
  final NDList describe(
      ParameterStore parameters, NDList tokensContextState, NDList remembered, boolean training) {
    NDList list = new NDList(tokensContextState.get(0), tokensContextState.get(1));
    list.addAll(remembered);
    list.addAll(tokensContextState.subNDList(2));
    return description.forward(parameters, list, training);
  }

  /** {@code (B, D, h, w)} to {@code (B, h·w, D)}. */
  static NDArray cells(NDArray map) {
    long[] s = map.getShape().getShape();
    return map.reshape(s[0], s[1], s[2] * s[3]).transpose(0, 2, 1);
  }

  /** {@code (B, n², D)} to {@code (B, D, n, n)}. */
  static NDArray map(NDArray cells) {
    long[] s = cells.getShape().getShape();
    long side = Math.round(Math.sqrt(s[1]));
    return cells.transpose(0, 2, 1).reshape(s[0], s[2], side, side);
  }

  /** What a system that reads the report alone comes to. */
  final Encoded ofReport(
      Inputs inputs, NDArray cells, NDArray vector, NDArray words, NDArray weights) {
    long n = config.fineSide();
    Shape fine = new Shape(inputs.batch(), config.depth(), n, n);
    return new Encoded(
        cells,
        FeaturePyramid.enlarge(map(cells), fine),
        null,
        vector,
        nothing(cells, 1),
        words,
        inputs.wordBias(),
        weights,
        unjudged(vector),
        unseen(cells));
  }

  /** The maps of a system that does not judge agreement. */
  static NDArray unseen(NDArray cells) {
    return nothing(cells, 2);
  }

  /** Twice as many zeros as are left of the cells without an axis. */
  private static NDArray nothing(NDArray cells, int axis) {
    NDArray none = cells.mean(new int[] {axis}).zerosLike();
    return none.concat(none, 1);
  }

  /** The agreement of a system that does not judge it: even odds. */
  static NDArray unjudged(NDArray perCase) {
    return perCase.get(":, 0:1").zerosLike();
  }

  /** Mean and maximum over the cells: {@code (B, N, D)} to {@code (B, 2D)}. */
  static NDArray pool(NDArray cells, boolean training) {
    return cells.mean(new int[] {1}).concat(highest(cells, 1, training), 1);
  }

  /** {@code x} where the flag {@code (B, 1)} is 1, else the learned constant {@code (1, size)}. */
  static NDArray orElse(NDArray x, NDArray flag, NDArray constant) {
    return x.mul(flag).add(constant.mul(Numbers.rest(flag)));
  }
}
