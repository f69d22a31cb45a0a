package org.diptych.dicom;

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
}
