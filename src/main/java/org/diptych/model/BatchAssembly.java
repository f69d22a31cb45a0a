package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lays cases of different lengths side by side in one batch. */
final class BatchAssembly {
  private final int side;
  private final int maxDescription;
  private final boolean reportsAlone;
  private final boolean shares;

  BatchAssembly(NetworkConfig config) {
    this.side = config.inputSize();
    this.maxDescription = config.maxDescription();
    // A system that sees nothing but pictures expects one, if only of zeros.
    this.reportsAlone = config.architecture().readsReports();
    this.shares = reportsAlone && config.architecture().readsImages();
  }

  /**
   * The halves of cases and where each case's own lies among them.
   *
   * @param of null where each case has a place of its own
   */
  private record Halves<T>(List<@Nullable T> distinct, long @Nullable [] of) {
    static <T> Halves<T> own(List<PreparedCase> cases, Function<PreparedCase, @Nullable T> half) {
      List<@Nullable T> all = new ArrayList<>();
      cases.forEach(one -> all.add(half.apply(one)));
      return new Halves<>(all, null);
    }

    /**
     * Each half once, by identity: two patients may have reports of the same words.
     *
     * @param absent whether a half that is missing has a place among the others, too
     */
    static <T> Halves<T> once(
        List<PreparedCase> cases, Function<PreparedCase, @Nullable T> half, boolean absent) {
      Map<@Nullable T, Long> places = new IdentityHashMap<>();
      List<@Nullable T> distinct = new ArrayList<>();
      long[] of = new long[cases.size()];
      for (int i = 0; i < of.length; i++) {
        T own = half.apply(cases.get(i));
        if (own != null || absent) {
          Long place = places.putIfAbsent(own, (long) distinct.size());
          of[i] = place == null ? distinct.size() : place;
          if (place == null) {
            distinct.add(own);
          }
        }
      }
      return distinct.isEmpty() || distinct.size() == of.length
          ? own(cases, half)
          : new Halves<>(distinct, of);
    }

    @Nullable NDArray index(NDManager manager) {
      return of == null ? null : manager.create(of);
    }
  }

  /** In training every case has a place of its own; what is read shares what is shown twice. */
  Inputs assemble(NDManager manager, List<PreparedCase> cases) {
    boolean training = cases.get(0).description() != null;
    boolean share = shares && !training;
    Halves<float[]> images =
        share
            ? Halves.once(cases, PreparedCase::pixels, false)
            : Halves.own(cases, PreparedCase::pixels);
    Halves<List<Token>> reports =
        share
            ? Halves.once(cases, PreparedCase::report, true)
            : Halves.own(cases, PreparedCase::report);
    float[] hasImage = new float[cases.size()];
    float[] hasReport = new float[cases.size()];
    for (int i = 0; i < hasImage.length; i++) {
      hasImage[i] = cases.get(i).pixels() == null ? 0 : 1;
      hasReport[i] = length(cases.get(i).report()) > 0 ? 1 : 0;
    }
    Text text = new Text(reports.distinct());
    return new Inputs(
        pixels(manager, images.distinct()),
        manager.create(text.words, text.shape()),
        manager.create(text.reversed, text.shape()),
        manager.create(text.positions, text.shape()),
        manager.create(text.mask, text.shape()),
        manager.create(hasImage, new Shape(cases.size(), 1)),
        manager.create(hasReport, new Shape(cases.size(), 1)),
        training ? previousTokens(manager, cases) : null,
        cases.stream().allMatch(each -> each.pixels() != null),
        images.index(manager),
        reports.index(manager));
  }

  private NDArray pixels(NDManager manager, List<float @Nullable []> images) {
    boolean seen = !reportsAlone || images.stream().anyMatch(one -> one != null);
    int shown = seen ? side : 1;
    float[] pixels = new float[images.size() * shown * shown];
    for (int i = 0; i < images.size(); i++) {
      float[] own = images.get(i);
      if (own != null) {
        System.arraycopy(own, 0, pixels, i * side * side, side * side);
      }
    }
    return manager.create(pixels, new Shape(images.size(), 1, shown, shown));
  }

  /** Reports made up to the length of the longest. */
  private static final class Text {
    private final int b;
    private final int t;
    private final long[] words;
    private final long[] reversed;
    private final long[] positions;
    private final float[] mask;

    Text(List<@Nullable List<Token>> reports) {
      b = reports.size();
      t = Math.max(1, reports.stream().mapToInt(BatchAssembly::length).max().orElse(1));
      words = new long[b * t];
      reversed = new long[b * t];
      positions = new long[b * t];
      mask = new float[b * t];
      for (int i = 0; i < b; i++) {
        place(i, reports.get(i));
      }
    }

    private void place(int i, @Nullable List<Token> report) {
      int n = length(report);
      for (int k = 0; k < t; k++) {
        int at = i * t + k;
        positions[at] = k < n ? n - 1 - k : k;
        if (report != null && k < n) {
          words[at] = report.get(k).id();
          reversed[at] = report.get(n - 1 - k).id();
          mask[at] = 1;
        }
      }
    }

    Shape shape() {
      return new Shape(b, t);
    }
  }

  private static int length(@Nullable List<Token> report) {
    return report == null ? 0 : report.size();
  }

  private NDArray previousTokens(NDManager manager, List<PreparedCase> cases) {
    long[] tokens = new long[cases.size() * maxDescription];
    for (int i = 0; i < cases.size(); i++) {
      int[] description = cases.get(i).description();
      tokens[i * maxDescription] = Phrases.BEGIN;
      for (int k = 1;
          description != null && k < Math.min(maxDescription, description.length);
          k++) {
        tokens[i * maxDescription + k] = description[k - 1];
      }
    }
    return manager.create(tokens, new Shape(cases.size(), maxDescription));
  }
}
