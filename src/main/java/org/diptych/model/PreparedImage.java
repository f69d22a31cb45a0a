package org.diptych.model;

/**
 * A picture as a network takes it, and the way back.
 *
 * @param side of the square
 * @param pixels {@code side·side}, mean 0 and standard deviation 1 inside the picture, 0 around it
 * @param scale pixels of the square per pixel of the original
 * @param left where the picture begins in the square
 * @param top where the picture begins in the square
 * @param deviation standard deviation of the luminance before it was standardised
 */
record PreparedImage(
    int side, float[] pixels, double scale, double left, double top, double deviation) {
  /**
   * A box given as centre and size in shares of the square, in pixels of the original: left, top,
   * width, height, cut at the picture's edges.
   */
  double[] toOriginal(float[] box, int width, int height) {
    double x1 = original(box[0] - box[2] / 2, left, width);
    double x2 = original(box[0] + box[2] / 2, left, width);
    double y1 = original(box[1] - box[3] / 2, top, height);
    double y2 = original(box[1] + box[3] / 2, top, height);
    return new double[] {x1, y1, x2 - x1, y2 - y1};
  }

  private double original(double share, double edge, int limit) {
    return Math.max(0, Math.min(limit, (share * side - edge) / scale));
  }

  /** A box in pixels of the original as centre and size in shares of the square. */
  float[] toSquare(double x, double y, double width, double height) {
    return new float[] {
      (float) (((x + width / 2) * scale + left) / side),
      (float) (((y + height / 2) * scale + top) / side),
      (float) (width * scale / side),
      (float) (height * scale / side)
    };
  }
}
