package org.diptych.dicom;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.jspecify.annotations.Nullable;

/** The greyscale path of a viewer: modality, values of interest, presentation (PS3.4 annex N.2). */
final class GreyDisplay {
  private GreyDisplay() {}

  static DisplayImage of(PixelModule module, Samples samples, int frame) throws UnreadablePixels {
    int[] stored = samples.values();
    ModalityTransform modality = ModalityTransform.of(module, frame);
    Padding padding = Padding.of(module);
    VoiTransform voi = VoiTransform.of(module, frame);
    if (voi == null) {
      voi = fullRange(module, stored, modality, padding);
    }
    boolean inverse = isInverse(module);
    float[] luminance = new float[stored.length];
    for (int i = 0; i < stored.length; i++) {
      if (padding.covers(stored[i])) {
        continue; // shown black, whatever the photometric interpretation (C.7.5.1.1.2)
      }
      double shown = voi.apply(modality.apply(number(module, stored[i])));
      luminance[i] = (float) (inverse ? 1 - shown : shown);
    }
    return new DisplayImage(module.columns(), module.rows(), luminance, false);
  }

  /** Presentation LUT Shape (2050,0020) overrides what MONOCHROME1 says (PS3.3 section C.11.6). */
  private static boolean isInverse(PixelModule module) {
    String shape = module.attributes().getString(Tag.PresentationLUTShape, "");
    return shape.equals("INVERSE") || module.photometric().equals("MONOCHROME1");
  }

  /**
   * Without window and LUT: all that 8 bits can say; of more bits what the frame has, since few
   * modalities use them all.
   */
  private static VoiTransform fullRange(
      PixelModule module, int[] stored, ModalityTransform modality, Padding padding) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    if (module.bitsStored() <= 8) {
      int lowest = module.signed() ? -(1 << module.bitsStored() - 1) : 0;
      double a = modality.apply(lowest);
      double b = modality.apply(lowest + (1 << module.bitsStored()) - 1);
      return VoiTransform.range(Math.min(a, b), Math.max(a, b));
    }
    for (int value : stored) {
      if (!padding.covers(value)) {
        double unit = modality.apply(number(module, value));
        least = Math.min(least, unit);
        most = Math.max(most, unit);
      }
    }
    return VoiTransform.range(least, most);
  }

  private static double number(PixelModule module, int stored) {
    return module.signed() ? stored : Integer.toUnsignedLong(stored);
  }

  /** Pixel Padding Value (0028,0120) and Range Limit (0028,0121) (PS3.3 section C.7.5.1.1.2). */
  private record Padding(boolean present, int least, int most) {
    static Padding of(PixelModule module) {
      Attributes image = module.attributes();
      Integer value = word(image, Tag.PixelPaddingValue, module);
      if (value == null) {
        return new Padding(false, 0, 0);
      }
      Integer limit = word(image, Tag.PixelPaddingRangeLimit, module);
      int other = limit == null ? value : limit;
      return new Padding(true, Math.min(value, other), Math.max(value, other));
    }

    /** The value as a stored value: its VR, US or SS, says nothing in implicit VR. */
    private static @Nullable Integer word(Attributes image, int tag, PixelModule module) {
      return image.containsValue(tag) ? module.storedValue(image.getInt(tag, 0)) : null;
    }

    boolean covers(int stored) {
      return present && stored >= least && stored <= most;
    }
  }
}
