package org.diptych.model;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The box of the weightiest connected region of a mask, which fits a lesion better than moments.
 * Its sides lie where the probability falls below a threshold on the way to the next line of cells,
 * so they are finer than a cell.
 */
final class LesionBox {
  private final float[] mask;
  private final double inside;
  private final int side;
  private final boolean[] seen;

  private LesionBox(float[] mask, double inside) {
    this.mask = mask;
    this.inside = inside;
    this.side = (int) Math.round(Math.sqrt(mask.length));
    this.seen = new boolean[mask.length];
  }

  /** A region's cells by their outermost columns and rows, and the sum of their probabilities. */
  private static final class Extent {
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right = -1;
    private int bottom = -1;
    private double weight;

    void add(int x, int y, double probability) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      weight += probability;
    }
  }

  /**
   * Centre and size in shares of the square, or null when no cell is likely lesion.
   *
   * @param inside probability from which a cell is inside
   */
  static float @Nullable [] of(float[] mask, double inside) {
    LesionBox search = new LesionBox(mask, inside);
    Extent best = new Extent();
    for (int cell = 0; cell < mask.length; cell++) {
      if (mask[cell] >= inside && !search.seen[cell]) {
        Extent region = search.region(cell);
        best = region.weight > best.weight ? region : best;
      }
    }
    if (best.weight == 0) {
      return null;
    }
    return search.box(best);
  }

  private float[] box(Extent of) {
    double left = of.left + 0.5 - beyond(column(of, of.left), column(of, of.left - 1));
    double right = of.right + 0.5 + beyond(column(of, of.right), column(of, of.right + 1));
    double top = of.top + 0.5 - beyond(row(of, of.top), row(of, of.top - 1));
    double bottom = of.bottom + 0.5 + beyond(row(of, of.bottom), row(of, of.bottom + 1));
    return new float[] {
      (float) ((left + right) / 2 / side),
      (float) ((top + bottom) / 2 / side),
      (float) ((right - left) / side),
      (float) ((bottom - top) / side)
    };
  }

  /** How far from the middle of the outermost line the threshold is met, in cells. */
  private double beyond(double outermost, double next) {
    // Another region, met at a corner only, says nothing of this one: the side of the cell then.
    return next >= inside ? 0.5 : (outermost - inside) / (outermost - next);
  }

  /** The highest probability of a column within the region's rows; none beyond the mask. */
  private double column(Extent of, int x) {
    double highest = 0;
    for (int y = of.top; x >= 0 && x < side && y <= of.bottom; y++) {
      highest = Math.max(highest, mask[y * side + x]);
    }
    return highest;
  }

  private double row(Extent of, int y) {
    double highest = 0;
    for (int x = of.left; y >= 0 && y < side && x <= of.right; x++) {
      highest = Math.max(highest, mask[y * side + x]);
    }
    return highest;
  }

  private Extent region(int start) {
    Extent extent = new Extent();
    Deque<Integer> open = new ArrayDeque<>();
    visit(start % side, start / side, open);
    while (!open.isEmpty()) {
      int cell = open.remove();
      int x = cell % side;
      int y = cell / side;
      extent.add(x, y, mask[cell]);
      visit(x - 1, y, open);
      visit(x + 1, y, open);
      visit(x, y - 1, open);
      visit(x, y + 1, open);
    }
    return extent;
  }

  private void visit(int x, int y, Deque<Integer> open) {
    if (x < 0 || y < 0 || x >= side || y >= side) {
      return;
    }
    int cell = y * side + x;
    if (mask[cell] >= inside && !seen[cell]) {
      seen[cell] = true;
      open.add(cell);
    }
  }
}
