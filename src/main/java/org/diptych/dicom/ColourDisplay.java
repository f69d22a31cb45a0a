package org.diptych.dicom;

/** Colour frames as luminance (ITU-R BT.601, as in PS3.3 section C.7.6.3.1.2). */
final class ColourDisplay {
  /** Less difference between channels is what lossy codecs leave of a grey picture. */
  private static final float CHROMA = 10 / 255f;

  /** One coloured pixel in so many makes a colour image. */
  private static final int RARE = 10_000;

  private ColourDisplay() {}

  static DisplayImage of(PixelModule module, Samples samples) throws UnreadablePixels {
    PaletteColour palette =
        samples.photometric().equals("PALETTE COLOR") ? new PaletteColour(module) : null;
    if (palette == null && samples.perPixel() != 3) {
      throw unsupported(samples);
    }
    int pixels = module.pixelsPerFrame();
    float[] luminance = new float[pixels];
    float[] rgb = new float[3];
    float largest = (1L << module.bitsStored()) - 1;
    int coloured = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      if (palette != null) {
        palette.colour(samples.values()[pixel], rgb);
      } else {
        triple(samples, pixel * 3, largest, rgb);
      }
      luminance[pixel] = clamp(0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2]);
      if (spread(rgb) > CHROMA) {
        coloured++;
      }
    }
    return new DisplayImage(module.columns(), module.rows(), luminance, coloured > pixels / RARE);
  }

  private static void triple(Samples samples, int at, float largest, float[] rgb)
      throws UnreadablePixels {
    int[] values = samples.values();
    float a = values[at] / largest;
    float b = values[at + 1] / largest;
    float c = values[at + 2] / largest;
    switch (samples.photometric()) {
      case "RGB", "YBR_RCT", "YBR_ICT" -> {
        rgb[0] = a;
        rgb[1] = b;
        rgb[2] = c;
      }
      case "YBR_FULL", "YBR_FULL_422" -> fromYbr(a, b - half(largest), c - half(largest), rgb);
      case "YBR_PARTIAL_422" ->
          fromYbr(
              (a - 16 / 255f) * 255 / 219,
              (b - half(largest)) * 255 / 224,
              (c - half(largest)) * 255 / 224,
              rgb);
      default -> throw unsupported(samples);
    }
  }

  private static float half(float largest) {
    return (largest + 1) / 2 / largest;
  }

  private static void fromYbr(float y, float cb, float cr, float[] rgb) {
    rgb[0] = clamp(y + 1.402f * cr);
    rgb[1] = clamp(y - 0.344136f * cb - 0.714136f * cr);
    rgb[2] = clamp(y + 1.772f * cb);
  }

  private static float spread(float[] rgb) {
    float most = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    float least = Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    return most - least;
  }

  private static float clamp(float value) {
    return Math.max(0, Math.min(1, value));
  }

  private static UnreadablePixels unsupported(Samples samples) {
    return new UnreadablePixels(
        "this photometric interpretation is not supported with "
            + samples.perPixel()
            + " samples per pixel");
  }
}
