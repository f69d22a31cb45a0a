package org.diptych.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Which split a row is of: {@code train}, {@code val} or {@code test}. */
@FunctionalInterface
interface RowSplit {
  /** One in so many groups that are not tested is kept for choices. */
  int VALIDATION = 8;

  String of(Example row);

  /** The split the set itself names. */
  static RowSplit given() {
    return Example::split;
  }

  /**
   * One fold of a cross-validation by patient or group: groups are dealt out label by label, so
   * that folds have about the same share of each; one fold is tested, an eighth of the others
   * validates.
   *
   * @param fold from 0
   */
  static RowSplit fold(List<Example> rows, int folds, int fold, long seed) {
    TreeMap<String, List<String>> byLabel = new TreeMap<>();
    Map<String, Boolean> seen = new HashMap<>();
    for (Example row : rows) {
      if (!row.labels().isEmpty() && seen.put(row.patient(), true) == null) {
        byLabel.computeIfAbsent(row.labels().get(0), any -> new ArrayList<>()).add(row.patient());
      }
    }
    Map<String, String> splits = new HashMap<>();
    int dealt = 0;
    for (List<String> groups : byLabel.values()) {
      Collections.sort(groups);
      Collections.shuffle(groups, new Random(seed));
      for (String group : groups) {
        int round = dealt / folds;
        boolean tested = dealt % folds == fold;
        boolean validates = (dealt + round) % VALIDATION == 0;
        splits.put(group, tested ? "test" : validates ? "val" : "train");
        dealt++;
      }
    }
    return row -> splits.getOrDefault(row.patient(), "none");
  }
}
