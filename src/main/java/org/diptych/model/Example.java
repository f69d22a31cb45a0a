package org.diptych.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@code data.jsonl} set.
 *
 * @param patient group that a split keeps together
 * @param textSource {@code real}, {@code structured} or {@code template}
 * @param labels top to leaf, empty when unlabelled
 * @param boxes lesions, in pixels of the picture
 * @param mask picture of the lesion, or null
 * @param description what a description should say, or null where only the text can serve
 * @param contradiction a report that contradicts the picture, or null
 */
record Example(
    String id,
    String dataset,
    String patient,
    String split,
    Path image,
    String modality,
    String bodyPart,
    String text,
    String textSource,
    List<String> labels,
    List<Box> boxes,
    @Nullable Path mask,
    boolean permissive,
    String licence,
    String attribution,
    @Nullable String description,
    @Nullable Contradiction contradiction) {
  /** A report of another truth than the picture's: {@code removed}, {@code added}, {@code side}. */
  record Contradiction(String kind, String text) {
    @Override
    public String toString() {
      return "Contradiction[" + kind + "]";
    }
  }

  /** Left, top, width and height. */
  record Box(double x, double y, double w, double h) {
    double area() {
      return w * h;
    }
  }

  /** Keys only: the text is a patient's. */
  @Override
  public String toString() {
    return "Example[" + id + "]";
  }
}
