package org.diptych.model;

import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a network with its parameters; safe for several threads, and every call frees what it used.
 */
final class NetworkReader {
  private final ReadingNetwork network;
  private final NDManager parameters;
  private final BatchAssembly assembly;

  /**
   * Reads with a network.
   *
   * @param parameters the manager that owns the parameters
   */
  NetworkReader(ReadingNetwork network, NDManager parameters) {
    this.network = network;
    this.parameters = parameters;
    this.assembly = new BatchAssembly(network.config());
  }

  ReadingNetwork network() {
    return network;
  }

  /** What the description of a case may say, by the logits of its classes. */
  @FunctionalInterface
  interface Wording {
    NextToken of(PreparedCase one, float[] logits);
  }

  /** Reads cases in one batch; their descriptions say whatever is likeliest. */
  List<RawReading> read(List<PreparedCase> cases, int described, int beam) {
    return read(cases, described, beam, (one, logits) -> NextToken::likeliest);
  }

  /**
   * Reads cases in one batch.
   *
   * @param described how many of them, from the first, are described
   * @param beam how many descriptions are followed at once; 1 is greedy
   */
  List<RawReading> read(List<PreparedCase> cases, int described, int beam, Wording wording) {
    try (NDManager scope = parameters.newSubManager()) {
      ParameterStore store = new ParameterStore(scope, false);
      Inputs inputs = assembly.assemble(scope, cases);
      Encoded encoded = network.encode(store, inputs, false);
      Outputs outputs = network.read(store, inputs, encoded, false);
      float[] logits = outputs.classes().toFloatArray();
      float[] boxes = outputs.box().toFloatArray();
      float[] masks = outputs.mask().toFloatArray();
      float[] scopes = outputs.scope().toFloatArray();
      float[] agreements = outputs.agreement().toFloatArray();
      float[] words = outputs.wordWeights().toFloatArray();
      requireNumbers(logits, boxes, masks, scopes, agreements, words);
      int b = cases.size();
      int t = words.length / b;
      List<NextToken> next = new ArrayList<>();
      for (int i = 0; i < described; i++) {
        next.add(wording.of(cases.get(i), slice(logits, i, logits.length / b)));
      }
      List<List<Integer>> descriptions =
          DescriptionSearch.best(network, store, encoded, outputs, next, beam);
      List<RawReading> readings = new ArrayList<>();
      for (int i = 0; i < b; i++) {
        List<Token> report = cases.get(i).report();
        int length = report == null ? 0 : report.size();
        readings.add(
            new RawReading(
                slice(logits, i, logits.length / b),
                slice(boxes, i, 4),
                sigmoid(slice(masks, i, masks.length / b)),
                Calibration.sigmoid(scopes[i]),
                Calibration.sigmoid(agreements[i]),
                Arrays.copyOfRange(words, i * t, i * t + length),
                i < described ? descriptions.get(i) : List.of()));
      }
      return readings;
    }
  }

  /**
   * A device that answers with no numbers has failed; taken as they are they would be no finding.
   */
  private static void requireNumbers(float[]... answers) {
    for (float[] answer : answers) {
      for (float each : answer) {
        if (!Float.isFinite(each)) {
          throw new IllegalStateException("the device answered with what is no number");
        }
      }
    }
  }

  private static float[] slice(float[] all, int i, int n) {
    return Arrays.copyOfRange(all, i * n, (i + 1) * n);
  }

  private static float[] sigmoid(float[] logits) {
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Calibration.sigmoid(logits[i]);
    }
    return logits;
  }
}
