package org.diptych.model.phantom;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Writes a directory of phantoms with a {@code data.jsonl}: pictures, masks, boxes, reports, what a
 * description should say, and a report that contradicts the picture where there can be one. The
 * same configuration gives the same bytes.
 */
public final class PhantomSet {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final PhantomConfig config;

  private PhantomSet(Path directory, PhantomConfig config) {
    this.directory = directory;
    this.config = config;
  }

  /** Writes as many cases of each split. */
  public static void write(Path directory, PhantomConfig config, int train, int val, int test)
      throws IOException {
    PhantomSet set = new PhantomSet(directory, config);
    Files.createDirectories(directory.resolve("images"));
    Files.createDirectories(directory.resolve("masks"));
    try (BufferedWriter rows = Files.newBufferedWriter(directory.resolve("data.jsonl"))) {
      set.write(rows, "train", train, 1);
      set.write(rows, "val", val, 2);
      set.write(rows, "test", test, 3);
    }
  }

  private void write(BufferedWriter rows, String split, int n, int stream) throws IOException {
    List<String> lines =
        IntStream.range(0, n).parallel().mapToObj(i -> line(split, i, stream)).toList();
    for (String line : lines) {
      rows.write(line);
      rows.newLine();
    }
  }

  /** A case does not depend on how many there are before it. */
  private String line(String split, int i, int stream) {
    long key = (config.seed() * 31 + stream) * 1_000_003L + i;
    try {
      Random chance = new Random(new SplittableRandom(key).nextLong());
      return JSON.writeValueAsString(row(split + "_" + i, split, chance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode row(String id, String split, Random chance) throws IOException {
    PhantomCase of = PhantomCase.draw(config, chance);
    PhantomPicture picture = new PhantomPicture(config, chance);
    PhantomReport report = new PhantomReport(config, chance);
    int side = config.side();
    ObjectNode row = JSON.createObjectNode();
    row.put("id", id).put("dataset", "phantom").put("patient", id).put("split", split);
    row.put("image", png("images/" + id + ".png", picture.draw(of)));
    row.put("width", side).put("height", side);
    row.put("modality", "DX").put("body_part", "CHEST").put("view", "PA");
    row.put("text", report.write(of)).put("text_source", "phantom");
    row.put("description", of.description());
    of.labels().forEach(row.putArray("labels")::add);
    row.putArray("boxes");
    Lesion lesion = of.lesion();
    if (lesion != null) {
      row.withArray("boxes")
          .addObject()
          .put("label", of.disease().label())
          .put("x", side * (lesion.x() - lesion.radiusX()))
          .put("y", side * (lesion.y() - lesion.radiusY()))
          .put("w", side * 2 * lesion.radiusX())
          .put("h", side * 2 * lesion.radiusY());
      row.put("mask", png("masks/" + id + ".png", picture.mask(of)));
    }
    PhantomReport.Contradiction against = report.contradict(of);
    if (against != null) {
      row.putObject("contradiction").put("kind", against.kind()).put("text", against.text());
    }
    row.put("image_decides", of.imageDecides()).put("report_decides", of.reportDecides());
    row.put("permissive", true).put("licence", "CC0-1.0").put("attribution", "made by a program");
    return row;
  }

  private String png(String name, byte[] grey) throws IOException {
    int side = config.side();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, side, side, grey);
    if (!ImageIO.write(image, "png", directory.resolve(name).toFile())) {
      throw new IOException("no PNG writer");
    }
    return name;
  }
}
