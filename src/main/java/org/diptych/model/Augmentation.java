package org.diptych.model;

import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One random change of a picture that leaves its meaning, with mask, box and text following. */
final class Augmentation {
  private static final Pattern SIDES =
      Pattern.compile("\\b(left|right)\\b", Pattern.CASE_INSENSITIVE);

  private final int side;
  private final boolean mirrored;
  private final double scaleX;
  private final double scaleY;
  private final double shiftX;
  private final double shiftY;
  private final double gamma;
  private final double contrast;
  private final double noise;
  private final boolean still;
  private final Random chance;

  Augmentation(int side, double strength, boolean mayMirror, Random chance) {
    this.side = side;
    this.chance = chance;
    mirrored = mayMirror && chance.nextBoolean();
    double scale = 1 + strength * between(-0.12, 0.15);
    scaleX = scale * (1 + strength * between(-0.05, 0.05));
    scaleY = scale * (1 + strength * between(-0.05, 0.05));
    shiftX = strength * between(-0.07, 0.07);
    shiftY = strength * between(-0.07, 0.07);
    gamma = strength * between(-0.25, 0.25);
    contrast = 1 + strength * between(-0.2, 0.2);
    noise = chance.nextInt(3) == 0 ? 0.1 * strength : 0;
    still = strength == 0 && !mirrored;
  }

  private double between(double low, double high) {
    return low + (high - low) * chance.nextDouble();
  }

  float[] picture(float[] pixels) {
    if (still) {
      return pixels.clone();
    }
    float[] out = moved(pixels);
    for (int i = 0; i < out.length; i++) {
      double v = out[i];
      v = contrast * v + gamma * (v * v - 1) / 2;
      out[i] = (float) (v + (noise > 0 ? noise * chance.nextGaussian() : 0));
    }
    return out;
  }

  /** The mask at stride 2. */
  float[] mask(float[] mask) {
    return shrink(moved(mask), side);
  }

  float[] box(float[] box) {
    double x = (box[0] - 0.5) * scaleX + 0.5 + shiftX;
    double y = (box[1] - 0.5) * scaleY + 0.5 + shiftY;
    return new float[] {
      (float) (mirrored ? 1 - x : x),
      (float) y,
      (float) (box[2] * scaleX),
      (float) (box[3] * scaleY)
    };
  }

  @Nullable String text(@Nullable String text) {
    if (text == null || !mirrored) {
      return text;
    }
    return SIDES
        .matcher(text)
        .replaceAll(m -> m.group().equalsIgnoreCase("left") ? "right" : "left");
  }

  private float[] moved(float[] from) {
    if (still) {
      return from;
    }
    float[] out = new float[side * side];
    for (int y = 0; y < side; y++) {
      double v = ((y + 0.5) / side - 0.5 - shiftY) / scaleY + 0.5;
      for (int x = 0; x < side; x++) {
        double place = (x + 0.5) / side;
        double u = ((mirrored ? 1 - place : place) - 0.5 - shiftX) / scaleX + 0.5;
        out[y * side + x] = sample(from, u * side - 0.5, v * side - 0.5);
      }
    }
    return out;
  }

  private float sample(float[] from, double x, double y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    double fx = x - x0;
    double fy = y - y0;
    double upper = (1 - fx) * at(from, x0, y0) + fx * at(from, x0 + 1, y0);
    double lower = (1 - fx) * at(from, x0, y0 + 1) + fx * at(from, x0 + 1, y0 + 1);
    return (float) ((1 - fy) * upper + fy * lower);
  }

  private float at(float[] from, int x, int y) {
    return x < 0 || y < 0 || x >= side || y >= side ? 0 : from[y * side + x];
  }

  /** Mean over blocks of two by two. */
  static float[] shrink(float[] from, int side) {
    int n = side / 2;
    float[] out = new float[n * n];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        out[y / 2 * n + x / 2] += from[y * side + x] / 4;
      }
    }
    return out;
  }
}
