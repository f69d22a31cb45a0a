package org.diptych.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Folds by patient. */
class RowSplitTest {
  private static final List<Example> ROWS = rows();

  @Test
  void every_row_is_tested_once() {
    Map<String, Integer> tested = new HashMap<>();
    for (int fold = 0; fold < 5; fold++) {
      RowSplit split = RowSplit.fold(ROWS, 5, fold, 1);
      ROWS.stream()
          .filter(row -> split.of(row).equals("test"))
          .forEach(row -> tested.merge(row.id(), 1, Integer::sum));
    }
    assertThat(tested).hasSize(ROWS.size()).values().containsOnly(1);
  }

  @Test
  void a_patient_is_never_on_both_sides() {
    for (int fold = 0; fold < 5; fold++) {
      RowSplit split = RowSplit.fold(ROWS, 5, fold, 1);
      Map<String, Set<String>> of = new HashMap<>();
      ROWS.forEach(
          row -> of.computeIfAbsent(row.patient(), p -> new HashSet<>()).add(split.of(row)));
      assertThat(of.values()).allMatch(splits -> splits.size() == 1);
      assertThat(of.values().stream().flatMap(Set::stream).distinct())
          .containsExactlyInAnyOrder("train", "val", "test");
    }
  }

  @Test
  void folds_have_about_the_same_share_of_each_label() {
    for (int fold = 0; fold < 5; fold++) {
      RowSplit split = RowSplit.fold(ROWS, 5, fold, 1);
      long rare =
          ROWS.stream()
              .filter(row -> split.of(row).equals("test") && row.labels().contains("rare"))
              .map(Example::patient)
              .distinct()
              .count();
      assertThat(rare).isBetween(3L, 5L);
    }
  }

  /** A hundred patients of two rows, a fifth of them rare. */
  private static List<Example> rows() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String patient = "p" + i / 2;
      String label = i / 2 % 5 == 0 ? "rare" : "common";
      rows.add(
          new Example(
              "r" + i,
              "set",
              patient,
              "train",
              Path.of("x"),
              "US",
              "BREAST",
              "",
              "real",
              List.of(label),
              List.of(),
              null,
              true,
              "",
              "",
              null,
              null));
    }
    return rows;
  }
}
