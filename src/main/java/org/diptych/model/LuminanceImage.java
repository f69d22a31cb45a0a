package org.diptych.model;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/**
 * A picture as a viewer would show it.
 *
 * @param luminance row by row, 0 black to 1 white
 * @param colour whether the picture has colours of its own, not only greys
 */
public record LuminanceImage(int width, int height, float[] luminance, boolean colour) {
  private static final int CHROMA = 24;

  public LuminanceImage {
    if (width < 1 || height < 1 || luminance.length != width * height) {
      throw new IllegalArgumentException("an image has width times height values");
    }
  }

  /** Reads a PNG or JPEG stream. */
  public static LuminanceImage read(InputStream in) throws IOException {
    BufferedImage image = ImageIO.read(in);
    if (image == null) {
      throw new IOException("the stream is no PNG or JPEG image");
    }
    return of(image);
  }

  /** The luminance (Rec. 601) of a picture; greys are taken as stored. */
  public static LuminanceImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] luminance = new float[width * height];
    if (image.getRaster().getNumBands() == 1 && image.getColorModel().getPixelSize() >= 8) {
      greys(image.getRaster(), image.getColorModel().getPixelSize(), luminance);
      return new LuminanceImage(width, height, luminance, false);
    }
    int coloured = 0;
    for (int i = 0; i < luminance.length; i++) {
      int rgb = image.getRGB(i % width, i / width);
      int r = rgb >> 16 & 255;
      int g = rgb >> 8 & 255;
      int b = rgb & 255;
      luminance[i] = (0.299f * r + 0.587f * g + 0.114f * b) / 255f;
      if (Math.max(r, Math.max(g, b)) - Math.min(r, Math.min(g, b)) > CHROMA) {
        coloured++;
      }
    }
    return new LuminanceImage(width, height, luminance, coloured > luminance.length / 20);
  }

  private static void greys(Raster raster, int bits, float[] luminance) {
    int[] values = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    float white = (1 << Math.min(bits, 16)) - 1;
    for (int i = 0; i < values.length; i++) {
      luminance[i] = values[i] / white;
    }
  }

  /** Sizes only: the pixels are a patient's. */
  @Override
  public String toString() {
    return "LuminanceImage[" + width + "x" + height + "]";
  }

  /** The same picture on its side, by a quarter of a full turn. */
  LuminanceImage turned() {
    float[] out = new float[width * height];
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < height; x++) {
        out[y * height + x] = luminance[(height - 1 - x) * width + y];
      }
    }
    return new LuminanceImage(height, width, out, colour);
  }
}
