package org.diptych.model.phantom;

import java.util.Random;

/** A chest without disease: body, lungs, ribs, heart, diaphragm; each a little different. */
final class Anatomy {
  /** Centre of the patient's right lung from the left of the picture, in shares. */
  static final double LUNG_X = 0.29;

  static final double LUNG_TOP = 0.2;
  static final double ZONE_HEIGHT = 0.19;

  private final double shiftX;
  private final double lungWidth;
  private final double heart;
  private final double ribPhase;
  private final double ribCount;
  private final double dome;

  Anatomy(Random chance) {
    shiftX = 0.03 * (chance.nextDouble() - 0.5);
    lungWidth = 0.18 + 0.02 * chance.nextDouble();
    heart = 0.12 + 0.04 * chance.nextDouble();
    ribPhase = chance.nextDouble();
    ribCount = 8 + 2 * chance.nextDouble();
    dome = 0.82 + 0.03 * chance.nextDouble();
  }

  /** Brightness of a place, 0 to 1. */
  double at(double u, double v) {
    double x = u - shiftX;
    double body = edge(1 - Math.pow(Math.abs(x - 0.5) / 0.47, 6) - Math.pow(v - 0.6, 8) * 20, 0.25);
    double lung = Math.max(lung(x, v, LUNG_X), lung(x, v, 1 - LUNG_X));
    double spine = Math.exp(-Math.pow((x - 0.5) / 0.05, 2));
    double beat = ellipse(x, v, 0.56, 0.66, heart, 0.15);
    double rib =
        0.5
            + 0.5
                * Math.cos(
                    2 * Math.PI * (ribCount * (v + 0.35 * (x - 0.5) * (x - 0.5)) + ribPhase));
    double value = 0.05 + 0.5 * body - 0.33 * lung + 0.05 * lung * rib * rib;
    value += 0.18 * spine * body + 0.25 * beat;
    double floor = dome - 0.05 * Math.cos((x - LUNG_X) * 12) * (x < 0.5 ? 1 : 0.6);
    return value + 0.22 * edge(v - floor, 0.03) * body;
  }

  private double lung(double x, double v, double centre) {
    return ellipse(x, v, centre, LUNG_TOP + 1.5 * ZONE_HEIGHT, lungWidth, 0.33);
  }

  private static double ellipse(double x, double y, double cx, double cy, double rx, double ry) {
    double dx = (x - cx) / rx;
    double dy = (y - cy) / ry;
    return edge(1 - Math.sqrt(dx * dx + dy * dy), 0.12);
  }

  /** 0 well below zero, 1 well above, over the width. */
  static double edge(double x, double width) {
    return 1 / (1 + Math.exp(-4 * x / width));
  }
}
