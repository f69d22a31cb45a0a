package org.diptych.model;

import org.jspecify.annotations.Nullable;

/**
 * The part of the square's mask that lies over the picture.
 *
 * @param values probability of lesion, row by row
 */
record HeatMap(float[] values, int columns) {
  static HeatMap of(float[] mask, @Nullable PreparedImage image) {
    if (image == null) {
      return new HeatMap(new float[0], 0);
    }
    int side = (int) Math.round(Math.sqrt(mask.length));
    int left = (int) Math.round(image.left() * side / image.side());
    int top = (int) Math.round(image.top() * side / image.side());
    int columns = side - 2 * left;
    int rows = side - 2 * top;
    float[] values = new float[columns * rows];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(mask, (y + top) * side + left, values, y * columns, columns);
    }
    return new HeatMap(values, columns);
  }
}
