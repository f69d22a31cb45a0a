package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

/**
 * The multimodal model {@code mdlm} (paper figure 4): convolutions over the image, BiLSTM with
 * attention over the report, fusion of the two. A missing half is replaced by a learned constant.
 */
final class MultimodalNetwork extends ReadingNetwork {
  private final ImageEncoder image;
  private final ReportEncoder report;
  private final Fusion fusion;
  private final Linear memory;
  private final ConcordanceHead concordance;
  private final Parameter noImage;
  private final Parameter noReport;

  MultimodalNetwork(NetworkConfig config) {
    super(config, 3 * config.depth(), config.width());
    int d = config.depth();
    image = part("image", new ImageEncoder(config));
    report = part("report", new ReportEncoder(config));
    fusion = part("fusion", new Fusion(config.fusion(), d, 2 * config.state()));
    memory = linear("memory", 2 * config.state(), d);
    concordance = part("concordance", new ConcordanceHead(config));
    noImage = constant("noImage", 1, d);
    noReport = constant("noReport", 1, d);
  }

  @Override
  Encoded encode(ParameterStore parameters, Inputs inputs, boolean training) {
    NDList seen = see(parameters, inputs, training);
    NDArray hasImage = inputs.hasImage().expandDims(2);
    // A case without a picture must not see that of another.
    NDArray alone = inputs.imageOf() == null ? seen.get(0) : seen.get(0).mul(hasImage);
    NDArray none = beside(alone, noImage, parameters, training).expandDims(0);
    NDArray cells = orElse(alone, hasImage, none);
    NDList read = report.forward(parameters, inputs.toList(), training);
    NDArray said = inputs.ofReports(read.get(0));
    NDArray summary = inputs.ofReports(read.get(1));
    NDArray wordBias = inputs.ofReports(inputs.wordBias());
    NDArray silence = beside(alone, noReport, parameters, training);
    NDArray vector = orElse(summary, inputs.hasReport(), silence);
    NDArray fused =
        fusion
            .forward(
                parameters, new NDList(cells, said, wordBias, vector, inputs.hasReport()), training)
            .head();
    NDList judged =
        concordance.forward(parameters, new NDList(alone, summary, said, wordBias), training);
    NDArray words = run(memory, parameters, training, said);
    NDArray everyCell = cells.mean(new int[] {2}).zerosLike();
    return new Encoded(
        fused,
        shown(seen.get(1), inputs, training),
        shown(seen.get(2), inputs, training),
        NDArrays.concat(new NDList(pool(fused, training), vector), 1),
        pool(alone, training),
        fused.concat(words, 1),
        everyCell.concat(wordBias, 1),
        inputs.ofReports(read.get(2)),
        judged.get(0),
        judged.get(1));
  }

  /**
   * Maps of the cases that have a picture, zeros for others; what only reads may write over them.
   */
  private static NDArray shown(NDArray maps, Inputs inputs, boolean training) {
    if (inputs.everyImage()) {
      return maps;
    }
    NDArray has = inputs.hasImage().expandDims(2).expandDims(3);
    return training ? maps.mul(has) : maps.muli(has);
  }

  /** Cells, fine features and detail; zeros, at no cost, when no case of the batch has an image. */
  private NDList see(ParameterStore parameters, Inputs inputs, boolean training) {
    if (inputs.anyImage()) {
      NDList maps = image.forward(parameters, new NDList(inputs.image()), training);
      return new NDList(
          inputs.ofImages(cells(maps.get(1))),
          inputs.ofImages(maps.get(0)),
          inputs.ofImages(maps.get(2)));
    }
    NDManager manager = inputs.image().getManager();
    long d = config().depth();
    long side = config().fineSide();
    return new NDList(
        manager.zeros(new Shape(inputs.batch(), side * side / 4, d)),
        manager.zeros(new Shape(inputs.batch(), d, side, side)),
        manager.zeros(new Shape(inputs.batch(), config().width(), 2 * side, 2 * side)));
  }
}
