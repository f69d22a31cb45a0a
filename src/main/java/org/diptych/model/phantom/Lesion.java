package org.diptych.model.phantom;

/**
 * One lesion, in shares of the square picture.
 *
 * @param patientLeft whether it lies on the patient's left, which is the right of the picture
 * @param zone 0 upper, 1 middle, 2 lower
 * @param x centre, from the left of the picture
 * @param y centre, from the top
 * @param radiusX half its width
 * @param radiusY half its height
 */
record Lesion(
    Pattern pattern,
    boolean patientLeft,
    int zone,
    double x,
    double y,
    double radiusX,
    double radiusY) {
  private static final String[] ZONES = {"upper", "middle", "lower"};
  private static final double MILLIMETRES = 300;

  String side() {
    return patientLeft ? "left" : "right";
  }

  String zoneName() {
    return ZONES[zone];
  }

  /** Of a chest 300 mm wide. */
  int millimetres() {
    return (int) Math.round(2 * Math.max(radiusX, radiusY) * MILLIMETRES);
  }

  String size() {
    int mm = millimetres();
    return mm < 75 ? "small" : mm < 92 ? "medium" : "large";
  }

  /** Distance from the centre in radii. */
  double distance(double u, double v) {
    double dx = (u - x) / radiusX;
    double dy = (v - y) / radiusY;
    return Math.sqrt(dx * dx + dy * dy);
  }
}
