package org.diptych.model;

/** Resamples by area into a square, keeping the aspect ratio, and standardises. */
final class PixelPreparation {
  private PixelPreparation() {}

  static PreparedImage prepare(LuminanceImage image, int side) {
    double scale = (double) side / Math.max(image.width(), image.height());
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    int left = (side - width) / 2;
    int top = (side - height) / 2;
    float[] small = area(image, width, height);
    double mean = 0;
    for (float v : small) {
      mean += v;
    }
    mean /= small.length;
    double variance = 0;
    for (float v : small) {
      variance += (v - mean) * (v - mean);
    }
    double deviation = Math.sqrt(variance / small.length);
    float[] square = new float[side * side];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        square[(y + top) * side + x + left] =
            (float) ((small[y * width + x] - mean) / Math.max(deviation, 1e-3));
      }
    }
    return new PreparedImage(side, square, scale, left, top, deviation);
  }

  /** A mask of the same size as its picture, in the same place of the square, 0 to 1. */
  static float[] mask(LuminanceImage mask, int side) {
    double scale = (double) side / Math.max(mask.width(), mask.height());
    int width = Math.max(1, (int) Math.round(mask.width() * scale));
    int height = Math.max(1, (int) Math.round(mask.height() * scale));
    float[] small = area(mask, width, height);
    float[] square = new float[side * side];
    int at = (side - height) / 2 * side + (side - width) / 2;
    for (int y = 0; y < height; y++) {
      System.arraycopy(small, y * width, square, at + y * side, width);
    }
    return square;
  }

  /** Each target pixel is the mean of the source area it covers; enlarging repeats pixels. */
  static float[] area(float[] from, int columns, int rows, int width, int height) {
    float[] narrow = new float[width * rows];
    for (int y = 0; y < rows; y++) {
      shrink(from, y * columns, 1, columns, narrow, y * width, 1, width);
    }
    float[] out = new float[width * height];
    for (int x = 0; x < width; x++) {
      shrink(narrow, x, width, rows, out, x, width, height);
    }
    return out;
  }

  /** Probabilities of a coarse grid at the pixels of a larger picture, linear between cells. */
  static float[] enlarged(float[] from, int columns, int rows, int width, int height) {
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      double v = Math.max(0, Math.min(rows - 1.0, (y + 0.5) * rows / height - 0.5));
      int y0 = (int) v;
      int y1 = Math.min(rows - 1, y0 + 1);
      for (int x = 0; x < width; x++) {
        double u = Math.max(0, Math.min(columns - 1.0, (x + 0.5) * columns / width - 0.5));
        int x0 = (int) u;
        int x1 = Math.min(columns - 1, x0 + 1);
        double upper = (1 - u + x0) * from[y0 * columns + x0] + (u - x0) * from[y0 * columns + x1];
        double lower = (1 - u + x0) * from[y1 * columns + x0] + (u - x0) * from[y1 * columns + x1];
        out[y * width + x] = (float) ((1 - v + y0) * upper + (v - y0) * lower);
      }
    }
    return out;
  }

  private static float[] area(LuminanceImage image, int width, int height) {
    return area(image.luminance(), image.width(), image.height(), width, height);
  }

  private static void shrink(
      float[] from, int start, int step, int n, float[] to, int at, int stride, int m) {
    double ratio = (double) n / m;
    for (int i = 0; i < m; i++) {
      double begin = i * ratio;
      double end = Math.min(n, begin + ratio);
      double sum = 0;
      for (int k = (int) begin; k < end; k++) {
        double covered = Math.min(k + 1, end) - Math.max(k, begin);
        sum += covered * from[start + k * step];
      }
      to[at + i * stride] = (float) (sum / (end - begin));
    }
  }
}
