package org.diptych.model;

import java.util.List;
import java.util.Random;

/** Makes pictures a package must refuse: inverted, turned, noise, or of another kind. */
final class Spoiling {
  private final int side;
  private final List<float[]> others;

  Spoiling(int side, List<float[]> others) {
    this.side = side;
    this.others = others;
  }

  float[] spoil(float[] pixels, Random chance) {
    return switch (chance.nextInt(others.isEmpty() ? 6 : 8)) {
      case 0 -> inverted(pixels);
      case 1 -> turned(pixels, 1);
      case 2, 3 -> turned(pixels, 2);
      case 4 -> turned(pixels, 3);
      case 5 -> patterned(chance);
      default -> others.get(chance.nextInt(others.size()));
    };
  }

  static float[] inverted(float[] pixels) {
    float[] out = new float[pixels.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = -pixels[i];
    }
    return out;
  }

  /** By so many quarters of a full turn. */
  private float[] turned(float[] pixels, int quarters) {
    LuminanceImage image = new LuminanceImage(side, side, pixels, false);
    for (int turn = 0; turn < quarters; turn++) {
      image = image.turned();
    }
    return image.luminance();
  }

  /** Noise and waves of random coarseness. */
  private float[] patterned(Random chance) {
    int block = 1 << chance.nextInt(5);
    double wave = chance.nextDouble() * 0.3;
    double turn = chance.nextDouble() * Math.PI;
    int coarse = side / block + 1;
    float[] noise = new float[coarse * coarse];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) chance.nextGaussian();
    }
    float[] out = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double w = Math.sin(wave * (x * Math.cos(turn) + y * Math.sin(turn)));
        out[y * side + x] = (float) (0.7 * noise[y / block * coarse + x / block] + w);
      }
    }
    return out;
  }
}
