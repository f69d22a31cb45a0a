package org.diptych.model.phantom;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Draws a case as a square grey picture, and its lesion as a mask. */
final class PhantomPicture {
  private static final int GRAIN = 64;

  private final PhantomConfig config;
  private final Random chance;
  private final double[] grain = new double[GRAIN * GRAIN];

  PhantomPicture(PhantomConfig config, Random chance) {
    this.config = config;
    this.chance = chance;
    for (int i = 0; i < grain.length; i++) {
      grain[i] = chance.nextDouble() - 0.5;
    }
  }

  /** Grey values row by row, 0 to 255. */
  byte[] draw(PhantomCase of) {
    int side = config.side();
    Anatomy anatomy = new Anatomy(chance);
    double gain = 0.85 + 0.3 * chance.nextDouble();
    double gamma = 0.85 + 0.3 * chance.nextDouble();
    byte[] pixels = new byte[side * side];
    for (int y = 0; y < side; y++) {
      double v = (y + 0.5) / side;
      for (int x = 0; x < side; x++) {
        double u = (x + 0.5) / side;
        double value = anatomy.at(u, v) + shade(of.lesion(), u, v) + shade(of.decoy(), u, v);
        value = gain * Math.pow(Math.max(0, Math.min(1.2, value)), gamma);
        value += config.noise() * chance.nextGaussian();
        pixels[y * side + x] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
      }
    }
    return pixels;
  }

  /** 255 inside the lesion, 0 elsewhere. */
  byte[] mask(PhantomCase of) {
    int side = config.side();
    byte[] mask = new byte[side * side];
    Lesion lesion = of.lesion();
    for (int i = 0; lesion != null && i < mask.length; i++) {
      boolean inside = lesion.distance((i % side + 0.5) / side, (i / side + 0.5) / side) < 1;
      mask[i] = (byte) (inside ? 255 : 0);
    }
    return mask;
  }

  private double shade(@Nullable Lesion lesion, double u, double v) {
    if (lesion == null) {
      return 0;
    }
    double distance = lesion.distance(u, v);
    if (distance > 1.2) {
      return 0;
    }
    double inside = Anatomy.edge(1 - distance, 0.08);
    double texture = texture(u, v);
    return config.contrast()
        * switch (lesion.pattern()) {
          case MASS -> inside;
          case CONSOLIDATION -> inside * (0.75 + 1.1 * texture);
          case OPACITY -> inside * (0.85 + 0.35 * texture);
          case CAVITY -> inside * (Anatomy.edge(distance - 0.6, 0.1) * 1.3 - 0.35);
        };
  }

  /** Smooth noise between -1 and 1. */
  private double texture(double u, double v) {
    double x = u * 26;
    double y = v * 26;
    int x0 = (int) x;
    int y0 = (int) y;
    double fx = x - x0;
    double fy = y - y0;
    double upper = (1 - fx) * grain(x0, y0) + fx * grain(x0 + 1, y0);
    double lower = (1 - fx) * grain(x0, y0 + 1) + fx * grain(x0 + 1, y0 + 1);
    return 2 * ((1 - fy) * upper + fy * lower);
  }

  private double grain(int x, int y) {
    return grain[y % GRAIN * GRAIN + x % GRAIN];
  }
}
