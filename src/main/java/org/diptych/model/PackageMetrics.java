package org.diptych.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a measured result into a package and its card. */
public final class PackageMetrics {
  private PackageMetrics() {}

  /** Records the result, without its curves, under the name of what it was measured on. */
  public static void record(Path directory, String name, ObjectNode result) throws IOException {
    PackageManifest manifest =
        PackageFiles.manifest(Files.readAllBytes(directory.resolve(PackageManifest.FILE)));
    JsonNode known = manifest.metrics();
    ObjectNode metrics =
        known instanceof ObjectNode before
            ? before.deepCopy()
            : new ObjectMapper().createObjectNode();
    ObjectNode kept = result.deepCopy();
    kept.remove(List.of("roc", "reliability", "confusion"));
    metrics.set(name, kept);
    PackageFiles.write(manifest.with(metrics), directory);
  }
}
