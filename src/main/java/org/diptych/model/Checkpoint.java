package org.diptych.model;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The latest and the best parameters of a training, and the curve of its epochs. */
final class Checkpoint {
  private static final String MOMENTS = "latest.moments";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private ObjectNode state = JSON.createObjectNode();

  Checkpoint(Path directory) {
    this.directory = directory;
  }

  Path best() {
    return directory.resolve("best.parameters");
  }

  /** Writes what an epoch came to; true when it is the best so far. */
  boolean keep(Block network, FlatAdam adam, int epoch, double loss, double score)
      throws IOException {
    Files.createDirectories(directory);
    boolean better = !state.has("best") || score > state.get("best").asDouble();
    save(network, directory.resolve("latest.parameters"));
    try (OutputStream out = Files.newOutputStream(directory.resolve(MOMENTS))) {
      adam.memory().encode(out);
    }
    if (better) {
      state.put("best", score).put("bestEpoch", epoch + 1);
      save(network, best());
    }
    state.put("epoch", epoch + 1);
    state
        .withArray("curve")
        .addObject()
        .put("epoch", epoch + 1)
        .put("loss", loss)
        .put("validation", score);
    Path file = directory.resolve("training-state.json");
    Files.writeString(file, state.toPrettyString());
    String curve = EvaluationPlots.curve(state.path("curve"));
    Files.writeString(directory.resolve("learning-curve.svg"), curve);
    return better;
  }

  /** Loads the latest parameters; the epoch to go on with, 0 when there is nothing to resume. */
  int resume(Block network, NDManager manager) throws IOException {
    Path file = directory.resolve("training-state.json");
    if (!Files.exists(file)) {
      return 0;
    }
    state = (ObjectNode) JSON.readTree(file.toFile());
    try (InputStream in = Files.newInputStream(directory.resolve("latest.parameters"))) {
      load(network, manager, in);
    }
    return state.get("epoch").asInt();
  }

  /** Gives the optimiser back what it remembered at the latest checkpoint, if this goes on. */
  void remind(FlatAdam adam, NDManager manager) throws IOException {
    if (!state.has("epoch")) {
      return;
    }
    try (InputStream in = Files.newInputStream(directory.resolve(MOMENTS));
        NDManager scope = manager.newSubManager()) {
      adam.remember(NDList.decode(scope, in));
    }
  }

  /** Loads parameters of another training of the same network. */
  void begin(Block network, NDManager manager, Path parameters) throws IOException {
    try (InputStream in = Files.newInputStream(parameters)) {
      load(network, manager, in);
    }
  }

  int bestEpoch() {
    return state.path("bestEpoch").asInt();
  }

  static void save(Block network, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(part);
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out))) {
      network.saveParameters(data);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  static void load(Block network, NDManager manager, InputStream in) throws IOException {
    try {
      network.loadParameters(manager, new DataInputStream(new BufferedInputStream(in)));
    } catch (MalformedModelException e) {
      throw new IOException("the parameters do not fit the network", e);
    }
  }
}
