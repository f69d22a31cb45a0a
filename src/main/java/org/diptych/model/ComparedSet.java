package org.diptych.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sets on which systems are compared, and how each is looked at. */
enum ComparedSet {
  /** Made by a program; split as written. */
  PHANTOM("phantom", false, List.of(new View("both", null, Reading.Mode.BOTH, false))),
  /** Breast ultrasound with text of the lesion's geometry, which does not name the class. */
  BUSI(
      "breast-us",
      true,
      List.of(
          new View("both", null, Reading.Mode.BOTH, false),
          new View("image", null, Reading.Mode.IMAGE, false),
          new View("report", null, Reading.Mode.REPORT, false))),
  /** Chest radiographs: {@code nih} without label words, {@code cxr_notes} as it is. */
  CHEST(
      "chest-xr",
      true,
      List.of(
          new View("nih, words hidden", "nih", Reading.Mode.BOTH, true),
          new View("nih, image", "nih", Reading.Mode.IMAGE, false),
          new View("cxr_notes", "covid", Reading.Mode.BOTH, false)));

  /** Folds are dealt by this, so that every system is tested on the same cases. */
  static final long FOLD_SEED = 2026;

  /**
   * One way of measuring.
   *
   * @param dataset beginning of the data set's name, or null for every row
   */
  record View(String name, @Nullable String dataset, Reading.Mode mode, boolean hideLabelWords) {
    boolean of(Example row) {
      return dataset == null || row.dataset().toLowerCase(Locale.ROOT).startsWith(dataset);
    }
  }

  private final String packageName;
  private final boolean folded;
  private final List<View> views;

  ComparedSet(String packageName, boolean folded, List<View> views) {
    this.packageName = packageName;
    this.folded = folded;
    this.views = views;
  }

  static ComparedSet named(String name) {
    return Arrays.stream(values())
        .filter(set -> set.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a set is phantom, busi or chest"));
  }

  /** How its systems are trained. */
  ObjectNode configuration() throws IOException {
    return configuration(packageName);
  }

  /** The committed training configuration of a package. */
  static ObjectNode configuration(String packageName) throws IOException {
    String resource = "/model-packages/" + packageName + "/training.json";
    try (InputStream in = ComparedSet.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no package is named " + packageName);
      }
      return (ObjectNode) new ObjectMapper().readTree(in);
    }
  }

  /** Whether it is cross-validated; else seeds are compared. */
  boolean folded() {
    return folded;
  }

  List<View> views() {
    return views;
  }

  @Nullable PhantomReports phantomReports() throws IOException {
    String resource = "/model-packages/" + packageName + "/phrases.json";
    try (InputStream in = ComparedSet.class.getResourceAsStream(resource)) {
      return in == null ? null : PhantomReports.read(in);
    }
  }
}
