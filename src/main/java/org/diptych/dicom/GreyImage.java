package org.diptych.dicom;

import java.awt.image.BufferedImage;

/** An 8-bit greyscale image, row by row, 0 black. */
public record GreyImage(int width, int height, byte[] pixels) {
  public GreyImage {
    if (width < 1 || height < 1 || width > 0xFFFF || height > 0xFFFF) {
      throw new IllegalArgumentException("rows and columns are 1 to 65535 (VR US)");
    }
    if (pixels.length != width * height) {
      throw new IllegalArgumentException("an image has one byte per pixel");
    }
  }

  /** The first band of an image, taken as grey. */
  public static GreyImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
    byte[] pixels = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      pixels[i] = (byte) samples[i];
    }
    return new GreyImage(width, height, pixels);
  }
}
