package org.diptych.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the rows of the configured sets into samples; only rows whose licence is permissive. */
final class SampleReader {
  private final TrainingConfig config;
  private final Path root;
  private final RowSplit splits;
  private final int side;

  SampleReader(TrainingConfig config, Path root, RowSplit splits) {
    this.config = config;
    this.root = root;
    this.splits = splits;
    this.side = config.network().inputSize();
  }

  List<Sample> read(String split) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (TrainingConfig.Source source : config.data()) {
      List<Sample> read =
          DataSet.read(root.resolve(source.directory())).parallelStream()
              .filter(example -> example.permissive() && splits.of(example).equals(split))
              .filter(example -> source.modalities().contains(example.modality()))
              .filter(example -> !example.labels().isEmpty())
              .map(example -> sample(example, source))
              .toList();
      samples.addAll(read);
    }
    return balanced(samples);
  }

  /** Pictures the package must refuse. */
  List<float[]> outOfScope(String split, int most) throws IOException {
    List<float[]> pictures = new ArrayList<>();
    for (String directory : config.outOfScope()) {
      if (!Files.exists(root.resolve(directory))) {
        continue;
      }
      for (Example example : DataSet.read(root.resolve(directory))) {
        if (pictures.size() < most && example.permissive() && example.split().equals(split)) {
          pictures.add(PixelPreparation.prepare(DataSet.image(example.image()), side).pixels());
        }
      }
    }
    return pictures;
  }

  private Sample sample(Example example, TrainingConfig.Source source) {
    try {
      return read(example, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Sample read(Example example, TrainingConfig.Source source) throws IOException {
    PreparedImage image = PixelPreparation.prepare(DataSet.image(example.image()), side);
    int n = config.classes().size();
    float[] truth = new float[n];
    float[] weight = new float[n];
    for (int c = 0; c < n; c++) {
      String label = config.classes().get(c).label();
      truth[c] = example.labels().contains(label) ? 1 : 0;
      weight[c] = source.labelled().contains(label) ? (float) source.weight() : 0;
    }
    float[] box =
        example.boxes().stream()
            .max(Comparator.comparingDouble(Example.Box::area))
            .map(b -> image.toSquare(b.x(), b.y(), b.w(), b.h()))
            .orElse(null);
    String given = example.description() == null ? example.text() : example.description();
    String description =
        source.describe() ? given.replaceAll(config.describeWithout(), "").strip() : null;
    return new Sample(
        example, source, image, mask(example, image), box, truth, weight, description);
  }

  private float @Nullable [] mask(Example example, PreparedImage image) throws IOException {
    if (example.mask() != null) {
      return PixelPreparation.mask(DataSet.image(example.mask()), side);
    }
    boolean nothing =
        config.classes().stream().anyMatch(c -> c.normal() && example.labels().contains(c.label()));
    if (example.boxes().isEmpty() && !nothing) {
      return null;
    }
    float[] mask = new float[side * side];
    for (Example.Box box : example.boxes()) {
      fill(mask, image.toSquare(box.x(), box.y(), box.w(), box.h()));
    }
    return mask;
  }

  private void fill(float[] mask, float[] box) {
    int x1 = Math.max(0, Math.round((box[0] - box[2] / 2) * side));
    int x2 = Math.min(side, Math.round((box[0] + box[2] / 2) * side));
    int y1 = Math.max(0, Math.round((box[1] - box[3] / 2) * side));
    int y2 = Math.min(side, Math.round((box[1] + box[3] / 2) * side));
    for (int y = y1; y < y2; y++) {
      Arrays.fill(mask, y * side + x1, y * side + Math.max(x1, x2), 1f);
    }
  }

  /**
   * Weights against class imbalance: exclusive classes by inverse frequency, independent classes so
   * that rare positives count more, at most fivefold.
   */
  private List<Sample> balanced(List<Sample> samples) {
    int n = config.classes().size();
    double[] positive = new double[n];
    double[] labelled = new double[n];
    for (Sample sample : samples) {
      for (int c = 0; c < n; c++) {
        positive[c] += sample.truth()[c] * sample.weight()[c];
        labelled[c] += sample.weight()[c];
      }
    }
    for (Sample sample : samples) {
      for (int c = 0; c < n; c++) {
        double share = positive[c] / Math.max(1, labelled[c]);
        double factor =
            config.exclusive()
                ? 1 / (n * Math.max(0.02, share))
                : sample.truth()[c] > 0 ? Math.min(5, Math.max(1, (1 - share) / share)) : 1;
        sample.weight()[c] *= (float) factor;
      }
    }
    return samples;
  }
}
